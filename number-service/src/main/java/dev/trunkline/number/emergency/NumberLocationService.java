package dev.trunkline.number.emergency;

import dev.trunkline.number.directory.OperatorEntries;
import dev.trunkline.number.directory.OperatorEntry;
import dev.trunkline.number.inventory.AddressEditor;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.NumberView;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends a number's emergency calls to another location, where its policy lets the tenant do so. */
@ApplicationScoped
class NumberLocationService {

    private final NumberService numbers;
    private final PlacesOfHelp places;
    private final LocationRules rules;
    private final OperatorEntries operators;
    private final NumberChanges changes;
    private final BusinessClock clock;
    private final Caller caller;

    NumberLocationService(
            NumberService numbers,
            PlacesOfHelp places,
            LocationRules rules,
            OperatorEntries operators,
            NumberChanges changes,
            BusinessClock clock,
            Caller caller) {
        this.numbers = numbers;
        this.places = places;
        this.rules = rules;
        this.operators = operators;
        this.changes = changes;
        this.clock = clock;
        this.caller = caller;
    }

    NumberView locate(UUID tenantId, String telephoneNumber, UUID locationId, @Nullable String ifMatch) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, null);
        EntityTags.requireMatch(ifMatch, number.revision());
        if (number.stage() == HoldingStage.QUARANTINED) {
            throw new ProblemException(
                    NumberProblem.NUMBER_QUARANTINED, "The number was given back; nothing rings on it any more.");
        }
        if (!number.emergency().mayBeChangedBy(AddressEditor.TENANT)) {
            throw locked(number);
        }
        PlaceOfHelp place = suitable(tenantId, locationId, number);
        if (!locationId.equals(number.emergency().locationId())) {
            Moment now = Moment.of(clock);
            changes.publish(
                    new Author(caller.subject(), null, caller.correlationId()),
                    number.locate(place.civicAddressId(), locationId, now));
        }
        return numbers.view(number);
    }

    private PlaceOfHelp suitable(UUID tenantId, UUID locationId, PhoneNumber number) {
        Optional<PlaceOfHelp> place = places.find(tenantId, locationId);
        List<ProblemError> errors = new ArrayList<>();
        if (place.isEmpty()) {
            errors.add(new ProblemError(
                    "emergency-location-unknown",
                    "The tenant has no such location; GET …/emergency-addresses lists them.",
                    "/locationId"));
        } else {
            errors.addAll(
                    rules.check(place.get(), number.e164(), number.provision().country(), "/locationId"));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    EmergencyProblem.LOCATION_REFUSED, "Choose a location as the errors say.", errors);
        }
        return place.orElseThrow();
    }

    private ProblemException locked(PhoneNumber number) {
        UUID operatorId = number.provision().operatorId();
        Optional<OperatorEntry> operator = operatorId == null ? Optional.empty() : operators.find(operatorId);
        String contact = operator.map(OperatorEntry::supportContact).orElse("its support");
        ProblemException problem = new ProblemException(
                EmergencyProblem.LOCKED,
                "The operator" + operator.map(entry -> " " + entry.name()).orElse("")
                        + " keeps the emergency location of this number: ask " + contact + " to change it.");
        operator.ifPresent(entry -> problem.with("supportContact", entry.supportContact()));
        return problem;
    }
}
