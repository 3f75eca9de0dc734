"""What Rasa loads: component, channel, importer, NLG, tracker store and launcher."""
