# Words inside the sentences of insights.
insight-sign =
    { $sign ->
        [fell_silent] 黙った
        [short_answers] 返事が短くなった
        [changed_subject] 話がそれた
        [went_abstract] 話が一般論になった
        [quick_agreement] すぐ同意した
        [laughed_off] 笑って流した
        [vague_next] 次を濁した
        [not_that_topic] そこじゃないと言われた
        [objects_to_approach] 進め方への異議
        [doubts_progress] 成果への疑問
        [complains_terms] 料金や時間への不満
        [refuses] 断られた
       *[heart_closed] 心が閉じた
    }
# Between two signs, and between two phrases of ours.
insight-and = 、
insight-and-also = {" / "}
