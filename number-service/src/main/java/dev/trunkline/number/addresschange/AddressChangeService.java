package dev.trunkline.number.addresschange;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Ids;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.AddressEditor;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberProblem;
import dev.trunkline.number.inventory.NumberService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Files, shows and withdraws the tenant's requests, within the caller's transaction. */
@ApplicationScoped
class AddressChangeService {

    private final AddressChangeStore requests;
    private final NumberService numbers;
    private final PlacesOfHelp places;
    private final LocationRules rules;
    private final Outbox outbox;
    private final DataSource dataSource;
    private final BusinessClock clock;
    private final Caller caller;

    AddressChangeService(
            AddressChangeStore requests,
            NumberService numbers,
            PlacesOfHelp places,
            LocationRules rules,
            Outbox outbox,
            DataSource dataSource,
            BusinessClock clock,
            Caller caller) {
        this.requests = requests;
        this.numbers = numbers;
        this.places = places;
        this.rules = rules;
        this.outbox = outbox;
        this.dataSource = dataSource;
        this.clock = clock;
        this.caller = caller;
    }

    /** A request and whether it was filed just now. */
    record Filed(AddressChangeRequest request, boolean isNew) {}

    /** Files a request; the same wish again answers the one that is open. */
    Filed file(UUID tenantId, String telephoneNumber, UUID locationId, @Nullable String reason) {
        PhoneNumber number = numbers.lock(tenantId, telephoneNumber, null);
        refuseUnlessLocked(number);
        return inDatabase(connection -> {
            Optional<AddressChangeRequest> open = requests.lockOpen(connection, List.of(number.holdingId())).stream()
                    .findFirst();
            if (open.isPresent()) {
                return sameWish(open.get(), locationId);
            }
            PlaceOfHelp place = suitable(tenantId, locationId, number);
            AddressChangeRequest request = request(number, place, reason, Moment.of(clock));
            requests.insert(connection, request);
            outbox.append(request.event());
            return new Filed(request, true);
        });
    }

    AddressChangeRequest withdraw(UUID tenantId, String telephoneNumber, UUID requestId, @Nullable String ifMatch) {
        return inDatabase(connection -> {
            AddressChangeRequest request = requests.lock(connection, tenantId, requestId)
                    .filter(found -> found.telephoneNumber().equals(parse(telephoneNumber)))
                    .orElseThrow(AddressChangeService::unknown);
            EntityTags.requireMatchIfGiven(ifMatch, request.revision());
            if (request.status() == AddressChangeStatus.WITHDRAWN) {
                return request;
            }
            if (!request.isOpen()) {
                throw new ProblemException(
                        AddressChangeProblem.REQUEST_ENDED,
                        "The request is " + request.status().wire() + " and cannot be withdrawn any more.");
            }
            AddressChangeRequest withdrawn = request.end(AddressChangeStatus.WITHDRAWN, null, Moment.of(clock));
            requests.end(connection, withdrawn);
            outbox.append(withdrawn.event());
            return withdrawn;
        });
    }

    AddressChangeRequest get(UUID tenantId, String telephoneNumber, UUID requestId) {
        return inDatabase(connection -> requests.find(connection, tenantId, parse(telephoneNumber), requestId)
                .orElseThrow(AddressChangeService::unknown));
    }

    Page<AddressChangeRequestView> list(UUID tenantId, String telephoneNumber, PageRequest page) {
        UUID after = page.after(UUID::fromString);
        List<AddressChangeRequest> found = inDatabase(
                connection -> requests.list(connection, tenantId, parse(telephoneNumber), after, page.limit() + 1));
        return Page.of(found, page, request -> request.requestId().toString(), AddressChangeRequestView::of);
    }

    private static void refuseUnlessLocked(PhoneNumber number) {
        if (number.stage() == HoldingStage.QUARANTINED) {
            throw new ProblemException(
                    NumberProblem.NUMBER_QUARANTINED, "The number was given back; nothing rings on it any more.");
        }
        boolean locked = number.emergency().mayBeChangedBy(AddressEditor.OPERATOR)
                && !number.emergency().mayBeChangedBy(AddressEditor.TENANT);
        if (!locked) {
            throw new ProblemException(
                    AddressChangeProblem.NOT_LOCKED,
                    number.emergency().mayBeChangedBy(AddressEditor.TENANT)
                            ? "Change it yourself: PUT …/emergency-location."
                            : "The number has no emergency location, and nobody may give it one.");
        }
    }

    private static Filed sameWish(AddressChangeRequest open, UUID locationId) {
        if (open.locationId().equals(locationId)) {
            return new Filed(open, false);
        }
        throw new ProblemException(
                AddressChangeProblem.REQUEST_OPEN,
                "The operator has not answered the request " + open.requestId()
                        + " yet: withdraw it first (POST …/address-change-requests/" + open.requestId()
                        + "/withdraw).");
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
        if (locationId.equals(number.emergency().locationId())) {
            errors.add(new ProblemError(
                    "emergency-location-unchanged", "The number has this location already.", "/locationId"));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    AddressChangeProblem.REQUEST_REFUSED, "Choose a location as the errors say.", errors);
        }
        return place.orElseThrow();
    }

    private AddressChangeRequest request(PhoneNumber number, PlaceOfHelp place, @Nullable String reason, Moment now) {
        return new AddressChangeRequest(
                Ids.next(),
                number.tenantId(),
                Objects.requireNonNull(number.provision().operatorId()),
                number.e164(),
                number.holdingId(),
                now.micros(),
                AddressChangeStatus.OPEN,
                place.civicAddressId(),
                place.locationId(),
                reason,
                caller.subject(),
                now.at(),
                null,
                null);
    }

    private static E164Number parse(String telephoneNumber) {
        if (!E164Number.isWellFormed(telephoneNumber)) {
            throw unknown();
        }
        return E164Number.of(telephoneNumber);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                AddressChangeProblem.REQUEST_UNKNOWN,
                "GET …/numbers/{telephoneNumber}/address-change-requests lists the requests for a number.");
    }

    private <T> T inDatabase(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the address change requests could not be reached", e);
        }
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}
