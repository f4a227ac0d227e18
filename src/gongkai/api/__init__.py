"""Open data under /api/v1/: what the portal shows, for programs. Reads only; nothing here knows more than a citizen.

``decisions`` (masked, with cursors), ``publications`` (editions), ``reports`` (figures), ``answers`` (errors that name the
field and what is accepted), ``urls`` (the addresses and the OpenAPI document).
"""
