"""Short messages that leave the house: SMS and e-mail to persons, a line to an agency's group of officers (webhook).

``send.send`` writes a message in the caller's transaction; ``delivery`` hands it to the gateway the agency has chosen and tries
again with growing waits; ``gateways`` are the ways out; ``usecases.send_again`` repeats one by hand. This room knows no
request and no document: what a message is about stands there as a kind and a public id.
"""
