"""The one analysis of all back ends: plain Python, no Django, no engine.

``characters``  NFKC, lower case, traditional to simplified by character, with a map back to the text as it was
``atoms``       one Han character, or a run of [a-z0-9]; brackets, quotes, spaces and hyphens fall away, sentence marks break
``stream``      bigrams and trigrams of neighbouring atoms, which every engine splits at spaces and nothing else
``query``       a citizen's words -> phrases of atoms; no engine ever sees the text itself
``synonyms``    an editable table, applied to the query only
``sound``       pinyin of titles, for suggestions only
``highlight``   the passages found, escaped
"""
