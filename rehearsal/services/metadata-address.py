"""Gives loopback of this network namespace more addresses: metadata-address.py 169.254.169.254 …

By the system calls that ifconfig makes, for which the namespace needs no program such as ip. Every address becomes one of
an alias (lo:1, lo:2, …) without neighbours. https://man7.org/linux/man-pages/man7/netdevice.7.html
"""

import fcntl
import socket
import struct
import sys

SIOCGIFFLAGS, SIOCSIFFLAGS, SIOCSIFADDR, SIOCSIFNETMASK = 0x8913, 0x8914, 0x8916, 0x891C
IFF_UP = 1


def set_address(device, request, address):
    value = struct.pack("=16sH2x4s8x", device.encode(), socket.AF_INET, socket.inet_aton(address))
    fcntl.ioctl(control, request, value)


def bring_up(device):
    answer = fcntl.ioctl(control, SIOCGIFFLAGS, struct.pack("=16sH14x", device.encode(), 0))
    flags = struct.unpack("=16xH14x", answer)[0]
    fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("=16sH14x", device.encode(), flags | IFF_UP))


control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
bring_up("lo")
for number, address in enumerate(sys.argv[1:], start=1):
    set_address(f"lo:{number}", SIOCSIFADDR, address)
    set_address(f"lo:{number}", SIOCSIFNETMASK, "255.255.255.255")
