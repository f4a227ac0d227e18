"""Files as ``source``. ``opening.read_source`` looks at the content, never at the name's ending alone."""
