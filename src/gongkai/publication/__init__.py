"""Publication: what is published lies as files beside the database and is handed out without it.

``shown`` knows which addresses a publication appears on, ``rendering`` makes them through the portal's own views, ``release`` keeps
them as files (whole or not at all), ``consumer`` does so after each publication, correction and withdrawal, ``rebuild`` for everything,
``serving`` hands them out before the application is asked. Nothing here decides what is public: editions do.
"""
