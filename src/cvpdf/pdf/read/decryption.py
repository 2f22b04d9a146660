"""Remove encryption that needs no password, before the file is read.

Such files only forbid printing or copying. qpdf supports every kind of encryption; pypdf needs a further library for
the modern ones.
"""

from __future__ import annotations

import io


def decrypted(data: bytes) -> bytes | None:
    """Return the file without encryption: unchanged if it has none or is damaged, ``None`` if it needs a password."""
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
    except Exception:  # whatever it is, the readers report it better
        return data
    return target.getvalue()
