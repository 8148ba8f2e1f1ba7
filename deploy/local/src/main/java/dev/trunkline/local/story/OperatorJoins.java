package dev.trunkline.local.story;

import java.util.Map;

/** A platform admin registers an operator; the operator says how it deals with emergency addresses. */
final class OperatorJoins {

    private final Cast cast;
    private final Console console;

    OperatorJoins(Cast cast, Console console) {
        this.cast = cast;
        this.console = console;
    }

    void play() {
        console.act("An operator joins");
        register();
        for (Market market : Market.values()) {
            String policy = market.statedPolicy();
            if (policy != null) {
                state(market.country(), policy);
            }
        }
        console.step(
                "The operator reads its policies back: one of each kind",
                Expectation.status(200)
                        .and(
                                "3 policies",
                                answer -> answer.items().size() == 3,
                                answer -> answer.items().size() + " policies"),
                () -> cast.operator().numberService().get(cast.operatorPath("/emergency-address-policies")));
    }

    private void register() {
        Map<String, Object> entry = DirectoryEntry.of(cast, false);
        console.step(
                "An operator cannot register itself",
                Expectation.problem(403, "registration-reserved"),
                () -> cast.operator().operatorService().put(cast.operatorPath(""), entry));
        console.step(
                "The platform admin registers " + cast.operatorName() + ", which offers " + DirectoryEntry.COUNTRIES
                        + " countries",
                Expectation.status(201).value("/status", "listed").value("/operatorId", cast.operatorId()),
                () -> cast.platformAdmin().operatorService().put(cast.operatorPath(""), entry));
    }

    private void state(String country, String policy) {
        console.eventually(
                "The operator states its emergency address policy for " + country,
                Expectation.status(200, 201).value("/policy", policy),
                () -> cast.operator()
                        .numberService()
                        .put(cast.operatorPath("/emergency-address-policies/" + country), Map.of("policy", policy)));
    }
}
