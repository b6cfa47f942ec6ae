# attack: fills the disk with many files, each below the limit on one
# stopped by: a box is read-only; else Landlock; else seccomp opens nothing for writing
# verdict: failed
# exercise: 01_double
# tier: seccomp


def double(x):
    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run"):
        for i in range(9):
            try:
                with open(f"{folder}/backgrade-attack-{i}", "wb") as file:
                    file.write(bytes(1 << 16))
                print("ESCAPED", folder)
            except OSError:
                pass
    return x
