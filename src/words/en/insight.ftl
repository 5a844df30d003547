# Words inside the sentences of insights.
insight-sign =
    { $sign ->
        [fell_silent] fell silent
        [short_answers] short answers
        [changed_subject] changed the subject
        [went_abstract] went abstract
        [quick_agreement] agreed too fast
        [laughed_off] laughed it off
        [vague_next] vague about next time
        [not_that_topic] not that topic
        [objects_to_approach] about the approach
        [doubts_progress] doubts about progress
        [complains_terms] about the terms
        [refuses] refused
       *[heart_closed] heart closed
    }
# Between two signs, and between two phrases of ours.
insight-and = {", "}
insight-and-also = {"; "}
