"""互动交流 (/hdjl/): letters, consultations, interviews and questionnaires as citizens meet them. No page needs JavaScript."""
