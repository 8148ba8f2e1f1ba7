package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.operation.BulkDecision;
import dev.trunkline.number.operation.BulkRow;
import dev.trunkline.number.operation.BulkWork;
import dev.trunkline.number.operation.OperationKind;
import dev.trunkline.number.operation.RowFields;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Assigns numbers in sets, by the rules of a single assignment. */
@ApplicationScoped
class AssignmentRows implements BulkWork {

    private static final String TARGET = "targetId";
    private static final String TYPE = "numberType";
    private static final String CATEGORY = "category";
    private static final String LOCATION = "locationId";

    private final Targets targets;
    private final NumberSetService numbers;
    private final PlacesOfHelp places;
    private final LocationRules locationRules;
    private final AssignmentConfig config;

    AssignmentRows(
            Targets targets,
            NumberSetService numbers,
            PlacesOfHelp places,
            LocationRules locationRules,
            AssignmentConfig config) {
        this.targets = targets;
        this.numbers = numbers;
        this.places = places;
        this.locationRules = locationRules;
        this.config = config;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.ASSIGNMENTS;
    }

    @Override
    public Set<String> fields() {
        return Set.of(NUMBER, TARGET, TYPE, CATEGORY, LOCATION);
    }

    @Override
    public List<ProblemError> faults(Map<String, String> fields) {
        RowFields read = new RowFields(fields);
        read.requiredId(TARGET);
        read.value(TYPE, NumberType.class);
        read.value(CATEGORY, AssignmentCategory.class);
        read.id(LOCATION);
        return read.faults();
    }

    @Override
    public Batch begin(Connection connection, UUID tenantId, List<BulkRow> rows) throws SQLException {
        Set<UUID> named = rows.stream().map(row -> request(row).targetId()).collect(Collectors.toSet());
        Map<UUID, Target> held = targets.hold(connection, tenantId, named);
        return new Assigning(connection, tenantId, held);
    }

    private static AssignNumberRequest request(BulkRow row) {
        RowFields read = new RowFields(row.fields());
        return new AssignNumberRequest(
                Objects.requireNonNull(read.id(TARGET)),
                read.value(TYPE, NumberType.class),
                read.value(CATEGORY, AssignmentCategory.class),
                read.id(LOCATION));
    }

    private final class Assigning implements Batch {

        private final Connection connection;
        private final UUID tenantId;
        private final Map<UUID, Target> held;
        private final Set<UUID> withPrimary = new HashSet<>();
        private final Map<UUID, PlaceOfHelp> known = new HashMap<>();

        Assigning(Connection connection, UUID tenantId, Map<UUID, Target> held) {
            this.connection = connection;
            this.tenantId = tenantId;
            this.held = held;
        }

        @Override
        public void locked(List<Ready> rows) throws SQLException {
            withPrimary.addAll(numbers.usersWithPrimary(connection, tenantId, held.keySet()));
            Set<UUID> locations = rows.stream()
                    .flatMap(ready -> Stream.of(
                            request(ready.row()).locationId(),
                            ready.number().emergency().locationId()))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            if (!locations.isEmpty()) {
                places.find(connection, tenantId, locations, List.of())
                        .forEach(place -> known.put(place.locationId(), place));
            }
        }

        @Override
        public BulkDecision decide(Ready row, Moment now) {
            AssignNumberRequest request = request(row.row());
            if (request.isDoneFor(row.number())) {
                return BulkDecision.Done.with(List.of());
            }
            Target target = held.get(request.targetId());
            UUID location =
                    request.locationId() == null ? row.number().emergency().locationId() : request.locationId();
            PlaceOfHelp place = location == null ? null : known.get(location);
            List<ProblemError> failures = new AssignmentRules(
                            row.number(),
                            target,
                            request.numberType(),
                            request.effectiveCategory(),
                            request.locationId(),
                            place,
                            withPrimary.contains(request.targetId()),
                            config.countriesRequiringEmergencyLocation(),
                            locationRules,
                            now.at())
                    .failures();
            if (!failures.isEmpty() || target == null) {
                return new BulkDecision.Refused(failures);
            }
            if (target.accountType() == AccountType.USER && request.effectiveCategory() == AssignmentCategory.PRIMARY) {
                withPrimary.add(target.userId());
            }
            return BulkDecision.Done.with(request.carryOut(row.number(), target, place, now));
        }
    }
}
