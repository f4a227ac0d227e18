"""Personal data: encrypted at rest, found by a keyed blind index, masked wherever it is shown.

``EncryptedTextField`` stores key id + nonce + ciphertext (AES-256-GCM); ``blind_index`` makes the column that finds equal
values without telling them. Masks stand in ``gongkai.law.masks``.
"""
