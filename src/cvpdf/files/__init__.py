"""Files: reading with limits, atomic writing, locking, fingerprints."""
