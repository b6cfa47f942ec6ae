# attack: speaks to the kernel as a 32-bit program, whose calls have other numbers
# stopped by: seccomp ends a process that speaks another architecture's calls
# verdict: crashed,failed
# exercise: 01_double
# tier: seccomp
import ctypes
import mmap
import platform

GETPID_OF_I386 = bytes.fromhex("b814000000 cd80 c3".replace(" ", ""))


def double(x):
    if platform.machine() == "x86_64":
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(GETPID_OF_I386)
        place = ctypes.addressof(ctypes.c_char.from_buffer(page))
        if ctypes.CFUNCTYPE(ctypes.c_int)(place)() > 0:
            print("ESCAPED")
    return x
