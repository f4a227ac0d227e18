"""专题专栏: pages that gather published items under a subject for a time (减税降费, 稳岗就业, 惠民惠农资金 ...).

A topic's title, introduction and cover are an item of ``catalogue`` (kind ``topic``): drafted, reviewed, published, corrected and withdrawn like every other.
This room keeps what the page gathers: sections and published items in them, and until when it is tended. What one officer gathers another releases;
taking off works at once. An item withdrawn anywhere is off the page with the same reading: the page asks what is public.

Closing (归档) ends the tending, the page stays. Verbs: ``arrange`` (sections, gather, take off, plan the closing), ``release_gathered``, ``close_topic``.
"""
