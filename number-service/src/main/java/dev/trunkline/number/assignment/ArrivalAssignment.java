package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.emergency.PlacesOfHelp;
import dev.trunkline.number.inventory.AddressEditor;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChanges;
import dev.trunkline.number.inventory.NumberChanges.Author;
import dev.trunkline.number.inventory.NumberSetService;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.number.user.Targets;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assigns a number that has just arrived, in the delivering transaction and by the same preconditions as every assignment. */
@ApplicationScoped
public class ArrivalAssignment {

    private static final String PRIMARY_TAKEN =
            """
            select exists (select from phone_number
                            where tenant_id = ? and assignment_target_id = ? and assignment_status = 'userAssigned'
                              and assignment_category = 'primary')
            """;

    private final NumberSetService numbers;
    private final NumberChanges changes;
    private final Targets targets;
    private final PlacesOfHelp places;
    private final LocationRules locationRules;
    private final AssignmentConfig config;

    ArrivalAssignment(
            NumberSetService numbers,
            NumberChanges changes,
            Targets targets,
            PlacesOfHelp places,
            LocationRules locationRules,
            AssignmentConfig config) {
        this.numbers = numbers;
        this.changes = changes;
        this.targets = targets;
        this.places = places;
        this.locationRules = locationRules;
        this.config = config;
    }

    /**
     * To whom a number goes.
     *
     * @param locationId where its emergency calls went before; used when the number comes without one and the tenant may set it
     */
    public record Wish(UUID targetId, AssignmentCategory category, @Nullable UUID locationId) {}

    /**
     * Assigns the number unless a precondition fails.
     *
     * @return every failed precondition; none when it is assigned
     */
    public List<ProblemError> assign(
            InboxTransaction transaction, InboundEvent event, PhoneNumber number, Wish wish, String reason)
            throws SQLException {
        Connection connection = transaction.connection();
        Optional<Target> target = targets.hold(connection, number.tenantId(), wish.targetId());
        UUID brought =
                number.emergency().locationId() == null && number.emergency().mayBeChangedBy(AddressEditor.TENANT)
                        ? wish.locationId()
                        : null;
        Optional<PlaceOfHelp> place =
                place(connection, number, brought == null ? number.emergency().locationId() : brought);
        List<ProblemError> failures = new AssignmentRules(
                        number,
                        target.orElse(null),
                        null,
                        wish.category(),
                        brought,
                        place.orElse(null),
                        primaryTaken(connection, number.tenantId(), wish.targetId()),
                        config.countriesRequiringEmergencyLocation(),
                        locationRules,
                        Moment.read(connection).at())
                .failures();
        if (failures.isEmpty()) {
            Author author = new Author("number-service", reason, event.correlationId());
            if (brought != null) {
                PlaceOfHelp there = place.orElseThrow();
                publish(
                        transaction,
                        event,
                        number,
                        author,
                        number.locate(there.civicAddressId(), brought, Moment.read(connection)));
            }
            publish(
                    transaction,
                    event,
                    number,
                    author,
                    number.assignTo(
                            wish.targetId(),
                            target.orElseThrow().accountType(),
                            wish.category(),
                            Moment.read(connection)));
        }
        return failures;
    }

    private void publish(
            InboxTransaction transaction, InboundEvent event, PhoneNumber number, Author author, NumberChange change)
            throws SQLException {
        numbers.update(transaction.connection(), List.of(number));
        changes.publish(transaction, event, author, List.of(change));
    }

    private Optional<PlaceOfHelp> place(Connection connection, PhoneNumber number, @Nullable UUID locationId)
            throws SQLException {
        return locationId == null
                ? Optional.empty()
                : places.find(connection, number.tenantId(), List.of(locationId), List.of()).stream()
                        .findFirst();
    }

    private static boolean primaryTaken(Connection connection, UUID tenantId, UUID userId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PRIMARY_TAKEN)) {
            select.setObject(1, tenantId);
            select.setObject(2, userId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
