"""How other machines in the same home network name this one."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address

_ELSEWHERE = ("192.0.2.1", 9)
"""An address kept for documentation: asking which way it would go sends nothing (RFC 5737)."""
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True)
class Here:
    """This machine as its network knows it: addresses, the one others see first, and names."""

    addresses: tuple[IPv4Address, ...]
    names: tuple[str, ...] = ()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Addresses and names, as they stand in a link."""
        return (*(str(address) for address in self.addresses), *self.names)


def here() -> Here:
    """This machine in its home network, now. No addresses where it is in none."""
    name = socket.gethostname()
    found = dict.fromkeys(IPv4Address(each) for each in (*_way_out(), *_addresses_of(name)))
    return Here(tuple(each for each in found if each.is_private and not each.is_loopback), _local_name(name))


def _way_out() -> list[str]:
    """The address others see when this machine speaks to them."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
            return [asking.getsockname()[0]]
        except OSError:
            return []


def _addresses_of(name: str) -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)]
    except OSError:
        return []


def _local_name(name: str) -> tuple[str, ...]:
    """What this machine is called by multicast DNS, where it takes part in that."""
    label = name.partition(".")[0].lower()
    return (f"{label}.local",) if _LABEL.fullmatch(label) else ()
