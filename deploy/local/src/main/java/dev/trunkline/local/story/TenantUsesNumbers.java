package dev.trunkline.local.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tenant sees its numbers, gives one to a user, and sets emergency locations where it may. */
final class TenantUsesNumbers {

    private final Cast cast;
    private final Console console;
    private final Delivery delivery;
    private final Addresses addresses;

    TenantUsesNumbers(Cast cast, Console console, Delivery delivery, Addresses addresses) {
        this.cast = cast;
        this.console = console;
        this.delivery = delivery;
        this.addresses = addresses;
    }

    /** @return the number that is assigned now */
    String play() {
        console.act("The tenant uses its numbers");
        readNumbers();
        String number = delivery.in(Market.GERMANY).get(0);
        assign(number);
        setLocations(number);
        return number;
    }

    private void readNumbers() {
        List<JsonNode> numbers = cast.tenant().numberService().all(cast.tenantPath("/numbers"));
        Set<String> seen = numbers.stream()
                .map(number -> number.path("telephoneNumber").asText())
                .collect(Collectors.toSet());
        Set<String> delivered = new HashSet<>(delivery.all());
        console.check("The tenant sees every delivered number and no other", delivered.size(), numbers.size());
        console.check("… they are the ones of the file", true, seen.equals(delivered));
        Set<String> providers = numbers.stream()
                .map(number -> number.path("operatorName").asText())
                .collect(Collectors.toSet());
        console.check("… and sees who provides them", Set.of(cast.operatorName()), providers);
    }

    private void assign(String number) {
        console.eventually(
                "Assigning " + number + " to ben is refused: no licence",
                Expectation.problem(422, "assignment-refused").errors("licence-missing"),
                () -> assign(number, cast.unlicensedUser()));
        console.eventually(
                "Assigning it to carla is refused: she is on islands",
                Expectation.problem(422, "assignment-refused").errors("not-teams-only"),
                () -> assign(number, cast.islandsUser()));
        console.eventually(
                "Assigning a French number to ben is refused: every reason in one answer",
                Expectation.problem(422, "assignment-refused").errors("licence-missing", "country-mismatch"),
                () -> assign(delivery.in(Market.FRANCE).get(0), cast.unlicensedUser()));
        console.eventually(
                "Assigning it to anna succeeds",
                Expectation.status(200)
                        .value("/assignmentStatus", "userAssigned")
                        .value("/assignmentTargetId", cast.licensedUser()),
                () -> assign(number, cast.licensedUser()));
        console.eventually(
                "Anna's user record shows her line",
                Expectation.status(200).value("/lineUri", "tel:" + number).value("/enterpriseVoiceEnabled", true),
                () -> cast.tenant().tenantService().get(cast.tenantPath("/users/" + cast.licensedUser())));
    }

    private Answer assign(String number, UUID target) {
        return cast.tenant()
                .numberService()
                .post(cast.numberPath(number, "/assign"), Map.of("targetId", target, "category", "primary"));
    }

    private void setLocations(String number) {
        String location = addresses.in(Market.GERMANY).locationId();
        console.step(
                "The tenant sets the emergency location of " + number + ": the policy lets it",
                Expectation.status(200).value("/locationId", location).value("/addressPolicy", "tenantAssigned"),
                () -> setLocation(number, location));
        String locked = delivery.in(Market.UNITED_KINGDOM).get(0);
        console.step(
                "Setting that of " + locked + " is refused: the operator has locked it, and says whom to ask",
                Expectation.problem(403, "address-locked-by-operator")
                        .and(
                                "naming " + Cast.SUPPORT_CONTACT,
                                answer -> answer.text("/detail").contains(Cast.SUPPORT_CONTACT),
                                answer -> answer.text("/detail").contains(Cast.SUPPORT_CONTACT)
                                        ? "naming it"
                                        : "naming nobody"),
                () -> setLocation(locked, addresses.in(Market.UNITED_KINGDOM).locationId()));
    }

    private Answer setLocation(String number, String locationId) {
        Answer current = cast.tenant().numberService().get(cast.numberPath(number, ""));
        return cast.tenant()
                .numberService()
                .put(cast.numberPath(number, "/emergency-location"), Map.of("locationId", locationId), current.etag());
    }
}
