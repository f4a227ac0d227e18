"""Publication targets (发布目标): where what is published goes besides the own portal, when a county must publish on another platform.

``adapters`` holds one module a kind: a package folder for a one-way gateway, a table in somebody else's template. An entry says how one
publication stands at one target: waiting, delivered, failed and why, withdrawn there. The outbox drives it (one consumer a kind);
withdrawals and corrections go the same way. What a target may get is what the public may: editions, never drafts.
"""
