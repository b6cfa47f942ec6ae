# attack: makes sockets of every kind there is: local, abstract, netlink, packet, crypto, virtual machine
# stopped by: seccomp makes no sockets
# verdict: failed
# exercise: 01_double
# tier: seccomp
import socket


def double(x):
    for family in (1, 2, 10, 16, 17, 31, 38, 40, 44):
        for kind in (1, 2, 3, 5):
            try:
                socket.socket(family, kind).close()
                print("ESCAPED", family, kind)
            except OSError:
                pass
    for place in ("\0backgrade-attack", "/run/dbus/system_bus_socket", "/var/run/docker.sock"):
        try:
            with socket.socket(socket.AF_UNIX) as local:
                local.connect(place)
            print("ESCAPED", place)
        except OSError:
            pass
    return x
