package dev.trunkline.local.story;

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
        confirmByItself();
        releaseAll(numbersLeft);
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

    /** One number was confirmed by hand before; nobody does so a thousand times. */
    private void confirmByItself() {
        Answer entry = cast.operator().operatorService().get(cast.operatorPath(""));
        console.step(
                "The operator lets releases be confirmed by themselves from now on",
                Expectation.status(200).value("/autoConfirmReleases", true),
                () -> cast.operator()
                        .operatorService()
                        .put(cast.operatorPath(""), DirectoryEntry.of(cast, true), entry.etag()));
    }

    private void releaseAll(int numbers) {
        List<Map<String, String>> rows = cast.tenant().numberService().all(cast.tenantPath("/numbers")).stream()
                .map(number ->
                        Map.of("telephoneNumber", number.path("telephoneNumber").asText()))
                .toList();
        Answer accepted = console.step(
                "The tenant asks for the release of all the others in one request",
                Expectation.status(202).value("/counts/total", numbers),
                () -> cast.tenant().numberService().post(cast.tenantPath("/releases"), Map.of("rows", rows)));
        console.eventually(
                "… and each of them is asked for",
                Expectation.status(200).value("/status", "completed").value("/counts/succeeded", numbers),
                () -> cast.tenant().numberService().get(String.valueOf(accepted.location())));
    }

    private static int blocking(Answer refused) {
        return refused.body().path("blockingNumbers").size();
    }
}
