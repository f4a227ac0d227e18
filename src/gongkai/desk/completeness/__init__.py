"""Key-area completeness on the desk (重点领域公开): matrices that open to their items, what is expected, and policies to repost."""
