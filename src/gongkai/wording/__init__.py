"""错敏词: the lexicon of wrong, outdated and forbidden wordings, in versions, and the check of a text against it.

``starter.csv`` is what everybody begins with; an import makes a new version of the whole. ``lexicon`` is the version in force, ``checking``
finds its entries in texts. It knows nothing of what is published: the rooms above hand it their texts.
"""
