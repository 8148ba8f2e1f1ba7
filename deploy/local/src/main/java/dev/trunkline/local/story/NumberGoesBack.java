package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A number's way back: unassigned, released by the tenant, confirmed by the operator, gone. */
final class NumberGoesBack {

    private final Cast cast;
    private final Console console;

    NumberGoesBack(Cast cast, Console console) {
        this.cast = cast;
        this.console = console;
    }

    void play(String number) {
        console.act("A number goes back");
        console.step(
                "Releasing " + number + " is refused while it is assigned",
                Expectation.problem(409, "number-assigned"),
                () -> command(number, "/release"));
        console.step(
                "The tenant unassigns it",
                Expectation.status(200).value("/assignmentStatus", "unassigned").absent("/assignmentTargetId"),
                () -> command(number, "/unassign"));
        console.step(
                "… and asks the operator to take it back",
                Expectation.status(200).value("/releaseStatus", "releaseRequested"),
                () -> command(number, "/release"));
        confirm(number);
        console.eventually("The number has left the tenant", Expectation.status(404), () -> cast.tenant()
                .numberService()
                .get(cast.numberPath(number, "")));
    }

    private Answer command(String number, String action) {
        return cast.tenant().numberService().post(cast.numberPath(number, action), Map.of("reason", "Anna moves on"));
    }

    private void confirm(String number) {
        Answer requests = console.eventually(
                "The operator finds the request in its inbox",
                Expectation.status(200)
                        .and(
                                "open for " + number,
                                answer -> holds(answer, number),
                                answer -> answer.items().size() + " open"),
                () -> cast.operator().operatorService().get(cast.operatorPath("/release-requests?status=open")));
        String requestId = requests.items().stream()
                .filter(request -> isFor(request, number))
                .findFirst()
                .orElseThrow()
                .path("releaseRequestId")
                .asText();
        Answer confirmed = console.step(
                "… and confirms it",
                Expectation.status(202)
                        .and(
                                "where to look",
                                answer -> answer.location() != null,
                                answer -> String.valueOf(answer.location())),
                () -> cast.operator()
                        .operatorService()
                        .post(cast.operatorPath("/release-requests/" + requestId + "/confirm"), Map.of()));
        console.eventually(
                "number-service has carried it out",
                Expectation.status(200).value("/status", "succeeded").value("/results/0/telephoneNumber", number),
                () -> cast.operator().operatorService().get(String.valueOf(confirmed.location())));
    }

    private static boolean holds(Answer requests, String number) {
        return requests.items().stream().anyMatch(request -> isFor(request, number));
    }

    private static boolean isFor(JsonNode request, String number) {
        return request.path("telephoneNumber").asText().equals(number);
    }
}
