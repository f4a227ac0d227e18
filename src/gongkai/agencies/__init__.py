"""Organs, officers, roles, and the one choke point for rights: which rows an officer sees, what a role may do.

``models`` (Agency, Officer, RoleGrant, AgencySetting), ``rights`` (require, visible_agency_ids), ``tree`` (area of a
government), ``settings`` (dated settings per agency), ``usecases`` (establish, appoint, grant).
"""
