package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The tenant takes its consent back: not before the last number is gone, and then nothing is left of the contact. */
final class OperatorIsRemoved {

    private final Cast cast;
    private final Console console;

    OperatorIsRemoved(Cast cast, Console console) {
        this.cast = cast;
        this.console = console;
    }

    void play(int numbersLeft) {
        console.act("The operator is removed");
        console.step(
                "Removing the operator is refused while numbers remain",
                Expectation.problem(409, "numbers-remain")
                        .value("/assigned", 0)
                        .value("/unassigned", numbersLeft)
                        .and(
                                "the first 100 of them",
                                answer -> blocking(answer) == 100,
                                answer -> blocking(answer) + " of them"),
                this::remove);
        releaseAll();
        confirmAll(numbersLeft);
        console.eventually(
                "The tenant holds no number any more",
                Expectation.status(200)
                        .and(
                                "0 numbers",
                                answer -> answer.items().isEmpty(),
                                answer -> answer.items().size() + " numbers on the first page"),
                () -> cast.tenant().numberService().get(cast.tenantPath("/numbers")));
        console.step(
                "Now removing the operator succeeds",
                Expectation.status(200).value("/status", "accepted"),
                this::remove);
        console.step(
                "The tenant's consent is removed",
                Expectation.status(200).value("/status", "removed").absent("/contact"),
                () -> cast.tenant().tenantService().get(cast.enablementPath("")));
        console.eventually(
                "The contact is gone from operator-service",
                Expectation.status(200).value("/status", "removed").absent("/contact"),
                () -> cast.operator().operatorService().get(cast.operatorPath("/consents/" + cast.tenantId())));
    }

    private Answer remove() {
        Answer enablement = cast.tenant().tenantService().get(cast.enablementPath(""));
        return cast.tenant().tenantService().delete(cast.enablementPath(""), enablement.etag());
    }

    private void releaseAll() {
        List<String> numbers = cast.tenant().numberService().all(cast.tenantPath("/numbers")).stream()
                .map(number -> number.path("telephoneNumber").asText())
                .toList();
        long released = Parallel.count(console.progress("releases asked for", numbers.size()), numbers, number -> {
            Answer answer = cast.tenant().numberService().post(cast.numberPath(number, "/release"), Map.of());
            return answer.status() == 200;
        });
        console.check("The tenant releases all the others", numbers.size(), (int) released);
    }

    private void confirmAll(int numbers) {
        console.eventuallyEquals("All requests reach the operator's inbox", numbers, () -> openRequests()
                .size());
        List<JsonNode> open = openRequests();
        long confirmed = Parallel.count(console.progress("releases confirmed", open.size()), open, request -> {
            String path = cast.operatorPath(
                    "/release-requests/" + request.path("releaseRequestId").asText() + "/confirm");
            return cast.operator().operatorService().post(path, Map.of()).status() == 202;
        });
        console.check("… and the operator confirms each", numbers, (int) confirmed);
    }

    private List<JsonNode> openRequests() {
        return cast.operator().operatorService().all(cast.operatorPath("/release-requests?status=open"));
    }

    private static int blocking(Answer refused) {
        return refused.body().path("blockingNumbers").size();
    }
}
