"""Encryption that needs no password is taken off before the file is read.

Such files only forbid to print or to copy. qpdf knows every kind of it, pypdf the modern ones only with a further
library.
"""

from __future__ import annotations

import io


def decrypted(data: bytes) -> bytes | None:
    """Return the file without encryption: as it is if it has none or is damaged, ``None`` if it needs a password."""
    if b"/Encrypt" not in data:
        return data
    import pikepdf

    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if not pdf.is_encrypted or pdf.get_warnings():
                return data
            pdf.save(target, encryption=False, fix_metadata_version=False)
    except pikepdf.PasswordError:
        return None
    except MemoryError:
        raise
    except Exception:  # whatever it is, the readers will tell it better
        return data
    return target.getvalue()
