package dev.trunkline.local.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A platform admin registers an operator; the operator says how it deals with emergency addresses. */
final class OperatorJoins {

    private static final List<String> CALLING = List.of("callingUserAssignment", "firstPartyAppAssignment");

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
        List<Map<String, Object>> offers = new ArrayList<>();
        for (Market market : Market.values()) {
            offers.add(offer(market.country()));
        }
        offers.add(offer(Market.NOT_ORDERED));
        offers.add(offer(Market.NOT_CONSENTED));
        Map<String, Object> entry = Map.of(
                "name",
                cast.operatorName(),
                "website",
                "https://nordlicht.example",
                "description",
                "Numbers on three continents",
                "supportContact",
                Cast.SUPPORT_CONTACT,
                "offers",
                offers);
        console.step(
                "An operator cannot register itself",
                Expectation.problem(403, "registration-reserved"),
                () -> cast.operator().operatorService().put(cast.operatorPath(""), entry));
        console.step(
                "The platform admin registers " + cast.operatorName() + ", which offers " + offers.size()
                        + " countries",
                Expectation.status(201).value("/status", "listed").value("/operatorId", cast.operatorId()),
                () -> cast.platformAdmin().operatorService().put(cast.operatorPath(""), entry));
    }

    private static Map<String, Object> offer(String country) {
        return Map.of(
                "country",
                country,
                "services",
                List.of(Map.of("service", "calling", "tollUsages", CALLING, "tollFreeUsages", List.of())));
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
