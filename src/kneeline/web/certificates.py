"""https in a home network, where no public authority vouches for anybody: an authority that may vouch for this machine
alone, and the certificate it signed.

The authority's key is made in memory, signs once, and is gone: whoever steals everything here can pretend to be this
machine, and nothing else. It is limited, too, by name constraints (RFC 5280, 4.2.1.10) to the names and addresses of
this machine. So a new address needs a new authority, and phones have to be told of it anew.
"""

import datetime
import os
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kneeline.web.network import Here

VALID = datetime.timedelta(days=397)
"""Phones take no certificate that is valid for much longer."""
RENEW_BEFORE = datetime.timedelta(days=30)
_FILE = "lan.pem"


@dataclass(frozen=True)
class Certificate:
    """A certificate of this machine. ``file`` holds its key, itself and the authority, for the owner's eyes only;
    ``authority`` is what a phone installs (DER)."""

    file: Path
    authority: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the authority in groups of four, as phones show it."""
        digest = x509.load_der_x509_certificate(self.authority).fingerprint(hashes.SHA256()).hex().upper()
        return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def certificate(home: Path, here: Here, now: datetime.datetime) -> Certificate:
    """The certificate kept in ``home`` while it is good for everything this machine is called now; else a new one, of
    a new authority."""
    file = home / _FILE
    if not _good(file, here, now):
        _write(file, _made(here, now))
    return Certificate(file, _chain(file)[1].public_bytes(Encoding.DER))


def kept_until(home: Path, here: Here, now: datetime.datetime) -> datetime.datetime | None:
    """Until when the certificate in ``home`` is good; None where a new one would be made."""
    return _chain(home / _FILE)[0].not_valid_after_utc if _good(home / _FILE, here, now) else None


def _good(file: Path, here: Here, now: datetime.datetime) -> bool:
    try:
        own = _chain(file)[0]
    except (OSError, ValueError, IndexError):
        return False
    called = own.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    named = {*called.get_values_for_type(x509.IPAddress), *called.get_values_for_type(x509.DNSName)}
    return {*here.addresses, *here.names} <= named and own.not_valid_after_utc - now > RENEW_BEFORE


def _chain(file: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(file.read_bytes())


def _made(here: Here, now: datetime.datetime) -> bytes:
    """Key, certificate and authority as PEM. The authority's key ends with this function."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = authority_for(authority_key, here, now)
    own = signed(authority, authority_key, key.public_key(), here, now)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + own.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM)


def authority_for(key: ec.EllipticCurvePrivateKey, here: Here, now: datetime.datetime) -> x509.Certificate:
    """An authority that may sign for servers called as this machine is, and for nobody else."""
    name = _named(f"kneeline on {here.hosts[-1]}, {now:%Y-%m-%d}")
    permitted: list[x509.GeneralName] = [
        *(x509.DNSName(each) for each in here.names),
        *(x509.IPAddress(IPv4Network(each)) for each in here.addresses),
    ]
    builder = _builder(name, name, key.public_key(), now)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    # A kind of name without an entry would be free: where there is no DNS name, none is allowed.
    excluded = None if here.names else [x509.DNSName("")]
    builder = builder.add_extension(x509.NameConstraints(permitted, excluded), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return builder.sign(key, hashes.SHA256())


def signed(
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    key: ec.EllipticCurvePublicKey,
    here: Here,
    now: datetime.datetime,
) -> x509.Certificate:
    """A server's certificate for everything ``here`` is called."""
    called: list[x509.GeneralName] = [
        *(x509.DNSName(each) for each in here.names),
        *(x509.IPAddress(each) for each in here.addresses),
    ]
    builder = _builder(_named("kneeline"), authority.subject, key, now)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.SubjectAlternativeName(called), critical=False)
    identifier = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    of_authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    builder = builder.add_extension(of_authority, critical=False)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    return builder.sign(authority_key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime.datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    # A phone's clock may be slow.
    return builder.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + VALID)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(file: Path, pem: bytes) -> None:
    """Whole or not at all, and never for a moment readable by others."""
    temporary = file.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(pem)
    temporary.replace(file)
