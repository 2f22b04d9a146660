"""Reading files with limits, writing them atomically, locking, fingerprints."""
