package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What remains when everything is over. */
final class HistoryTellsAll {

    private static final List<String> WHOLE_LIFE =
            List.of("acquired", "assigned", "emergencyLocationChanged", "unassigned", "releaseRequested", "released");

    private final Cast cast;
    private final Console console;

    HistoryTellsAll(Cast cast, Console console) {
        this.cast = cast;
        this.console = console;
    }

    void play(String number) {
        console.act("The history tells all of it");
        Answer history = console.eventually(
                "The tenant reads the history of " + number + ", which it holds no more",
                Expectation.status(200)
                        .and(
                                String.join(", ", WHOLE_LIFE),
                                answer -> actions(answer).equals(WHOLE_LIFE),
                                answer -> String.join(", ", actions(answer))),
                () -> cast.tenant().numberService().get(cast.numberPath(number, "/history")));
        for (JsonNode entry : history.items()) {
            console.say(entry.path("at").asText() + "  " + entry.path("action").asText() + "  by "
                    + entry.path("actor").asText());
        }
        console.step(
                "The operator reads the same of its number",
                Expectation.status(200)
                        .and(
                                String.join(", ", WHOLE_LIFE),
                                answer -> actions(answer).equals(WHOLE_LIFE),
                                answer -> String.join(", ", actions(answer))),
                () -> cast.operator().numberService().get(cast.operatorPath("/numbers/" + number + "/history")));
        console.step(
                "The consent's history is kept, without the contact",
                Expectation.status(200)
                        .and(
                                "some entries",
                                answer -> !answer.items().isEmpty(),
                                answer -> answer.items().size() + " entries")
                        .and(
                                "no personal data",
                                answer -> !answer.body().toString().contains("Muster"),
                                answer -> answer.body().toString().contains("Muster")
                                        ? "the contact"
                                        : "no personal data"),
                () -> cast.tenant().tenantService().get(cast.enablementPath("/history")));
    }

    private static List<String> actions(Answer history) {
        return history.items().stream()
                .map(entry -> entry.path("action").asText())
                .toList();
    }
}
