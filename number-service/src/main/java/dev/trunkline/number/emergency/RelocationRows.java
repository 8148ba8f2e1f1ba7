package dev.trunkline.number.emergency;

import dev.trunkline.number.inventory.AddressEditor;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.operation.BulkDecision;
import dev.trunkline.number.operation.BulkRow;
import dev.trunkline.number.operation.BulkWork;
import dev.trunkline.number.operation.OperationKind;
import dev.trunkline.number.operation.RowFields;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends emergency calls of numbers elsewhere in sets, by the rules of a single number. */
@ApplicationScoped
class RelocationRows implements BulkWork {

    private static final String LOCATION = "locationId";

    private final PlacesOfHelp places;
    private final LocationRules rules;

    RelocationRows(PlacesOfHelp places, LocationRules rules) {
        this.places = places;
        this.rules = rules;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.EMERGENCY_LOCATIONS;
    }

    @Override
    public Set<String> fields() {
        return Set.of(NUMBER, LOCATION);
    }

    @Override
    public List<ProblemError> faults(Map<String, String> fields) {
        RowFields read = new RowFields(fields);
        read.requiredId(LOCATION);
        return read.faults();
    }

    @Override
    public Batch begin(Connection connection, UUID tenantId, List<BulkRow> rows) {
        return new Relocating(connection, tenantId);
    }

    private static UUID location(BulkRow row) {
        return Objects.requireNonNull(new RowFields(row.fields()).id(LOCATION));
    }

    private final class Relocating implements Batch {

        private final Connection connection;
        private final UUID tenantId;
        private final Map<UUID, PlaceOfHelp> known = new HashMap<>();

        Relocating(Connection connection, UUID tenantId) {
            this.connection = connection;
            this.tenantId = tenantId;
        }

        @Override
        public void locked(List<Ready> rows) throws SQLException {
            Set<UUID> locations =
                    rows.stream().map(ready -> location(ready.row())).collect(Collectors.toSet());
            places.find(connection, tenantId, locations, List.of())
                    .forEach(place -> known.put(place.locationId(), place));
        }

        @Override
        public BulkDecision decide(Ready row, Moment now) {
            UUID location = location(row.row());
            PlaceOfHelp place = known.get(location);
            List<ProblemError> failures = failures(row.number(), place);
            if (!failures.isEmpty() || place == null) {
                return new BulkDecision.Refused(failures);
            }
            return BulkDecision.Done.with(
                    location.equals(row.number().emergency().locationId())
                            ? List.of()
                            : List.of(row.number().locate(place.civicAddressId(), location, now)));
        }

        private List<ProblemError> failures(PhoneNumber number, @Nullable PlaceOfHelp place) {
            List<ProblemError> failures = new ArrayList<>();
            if (number.stage() == HoldingStage.QUARANTINED) {
                failures.add(new ProblemError(
                        "quarantined", "The number was given back; nothing rings on it any more.", null));
            }
            if (!number.emergency().mayBeChangedBy(AddressEditor.TENANT)) {
                failures.add(new ProblemError(
                        "address-locked-by-operator",
                        "Only the operator may change the emergency location of this number: ask its support.",
                        null));
            }
            if (place == null) {
                failures.add(new ProblemError(
                        "emergency-location-unknown",
                        "The tenant has no such location; GET …/emergency-addresses lists them.",
                        "/" + LOCATION));
            } else {
                failures.addAll(
                        rules.check(place, number.e164(), number.provision().country(), "/" + LOCATION));
            }
            return failures;
        }
    }
}
