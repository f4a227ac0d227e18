"""互动交流 on the desk: letters, consultations, interviews, questionnaires."""
