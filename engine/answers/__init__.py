"""What is told of a question: assessments, maps, timelines, comparisons."""
