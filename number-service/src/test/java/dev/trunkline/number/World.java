package dev.trunkline.number;

import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.contracts.event.ReleasesRequested;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** One tenant and one operator, made anew for each test, and what their services say of them. */
public final class World {

    private static final AtomicLong NUMBERS = new AtomicLong(14_250_000_000L);
    private static final AtomicLong REVISIONS = new AtomicLong(1_000);

    public final UUID tenant;
    public final UUID operator;
    public final UUID order = UUID.randomUUID();
    private final Set<E164Number> delivered = new HashSet<>();
    public int epoch = 1;
    public long enablementRevision;

    private World(UUID tenant, UUID operator) {
        this.tenant = tenant;
        this.operator = operator;
    }

    /** A tenant and an operator whose directory entries are known, without any consent. */
    public static World withoutConsent() {
        World world = new World(UUID.randomUUID(), UUID.randomUUID());
        world.sayOperator(0);
        world.sayTenant(CoexistenceMode.TEAMS_ONLY);
        return world;
    }

    /** The same with an active consent to everything in these countries. */
    public static World consenting(String... countries) {
        World world = withoutConsent();
        world.enable(countries);
        return world;
    }

    /** Another tenant that consents to the same operator. */
    public World otherTenant(String... countries) {
        World other = new World(UUID.randomUUID(), operator);
        other.sayTenant(CoexistenceMode.TEAMS_ONLY);
        other.enable(countries);
        return other;
    }

    /** Another operator that the same tenant consents to. */
    public World otherOperator(String... countries) {
        World other = new World(tenant, UUID.randomUUID());
        other.sayOperator(0);
        other.enable(countries);
        return other;
    }

    public void sayOperator(int quarantineDays) {
        Neighbours.say(new OperatorChanged(
                operator,
                nextRevision(),
                "Fabrikam " + operator.toString().substring(0, 4),
                "https://fabrikam.example",
                null,
                null,
                "support@fabrikam.example",
                OperatorStatus.LISTED,
                List.of(),
                quarantineDays,
                false,
                false));
    }

    public void sayTenant(CoexistenceMode mode) {
        Neighbours.say(new TenantChanged(tenant, nextRevision(), "Contoso", mode));
    }

    public void enable(String... countries) {
        sayEnablement(EnablementStatus.ACTIVE, countries);
        awaitApplied();
    }

    /** Publishes the consent as it is now; who needs it applied waits with {@link #awaitApplied}. */
    public EnablementChanged sayEnablement(EnablementStatus status, String... countries) {
        EnablementChanged change = enablement(status, countries);
        Neighbours.say(change);
        return change;
    }

    public EnablementChanged enablement(EnablementStatus status, String... countries) {
        return enablement(
                status,
                Arrays.stream(countries)
                        .map(country -> new CountryConsent(
                                country, 1, CountryStatus.ACTIVE, List.of(OfferedService.values()), null))
                        .toList());
    }

    public EnablementChanged enablement(EnablementStatus status, List<CountryConsent> countries) {
        enablementRevision = nextRevision();
        return new EnablementChanged(
                tenant,
                operator,
                enablementRevision,
                epoch,
                status,
                countries,
                "2026-01",
                Instant.now(),
                Instant.now(),
                Instant.now(),
                null);
    }

    public void awaitApplied() {
        Neighbours.hear(
                EnablementApplied.class,
                applied -> applied.tenantId().equals(tenant)
                        && applied.operatorId().equals(operator)
                        && applied.enablementRevision() >= enablementRevision);
    }

    /** A user of the United States who can be given a number, known to the service. */
    public UUID user() {
        return user(UUID.randomUUID(), AccountType.USER, "US", List.of("phoneSystem"), null);
    }

    public UUID user(UUID userId, AccountType type, String usageLocation, List<String> licences, CoexistenceMode mode) {
        long revision = nextRevision();
        Neighbours.say(new UserChanged(
                tenant, userId, revision, UserStatus.ACTIVE, type, usageLocation, licences, mode, null, false, null));
        awaitUser(userId, revision);
        return userId;
    }

    /** Says an Austrian user with everything it needs, created with that revision; null for a sender that does not know. */
    public long sayUser(UUID userId, Long incarnation) {
        return sayUser(userId, incarnation, nextRevision());
    }

    public long sayUser(UUID userId, Long incarnation, long revision) {
        Neighbours.say(new UserChanged(
                tenant,
                userId,
                revision,
                UserStatus.ACTIVE,
                AccountType.USER,
                "AT",
                List.of("phoneSystem"),
                null,
                null,
                false,
                incarnation));
        return revision;
    }

    public long sayUserDeleted(UUID userId) {
        long revision = nextRevision();
        Neighbours.say(new UserChanged(
                tenant,
                userId,
                revision,
                UserStatus.DELETED,
                AccountType.USER,
                null,
                List.of(),
                null,
                null,
                false,
                null));
        return revision;
    }

    public void awaitUser(UUID userId, long revision) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Database.ask(
                                "select 1 from tenant_user where tenant_id = ? and user_id = ? and revision >= ?",
                                tenant,
                                userId,
                                revision)
                        != null);
    }

    /** Delivers so many new user numbers of the United States that the tenant gives their addresses. */
    public List<E164Number> deliver(int count) {
        List<Item> items =
                Stream.generate(() -> item(nextNumber(), "US")).limit(count).toList();
        deliver(items);
        return items.stream().map(Item::telephoneNumber).toList();
    }

    public E164Number deliverOne() {
        return deliver(1).get(0);
    }

    /** Submits the rows in one chunk and waits for the answer. */
    public UploadChunkApplied deliver(List<Item> items) {
        UploadChunkSubmitted chunk = chunk(orderFor(items), items);
        Neighbours.say(chunk);
        return answerTo(chunk);
    }

    /** A number comes a second time only by another order. */
    private UUID orderFor(List<Item> items) {
        boolean again = items.stream().map(Item::telephoneNumber).anyMatch(delivered::contains);
        items.stream().map(Item::telephoneNumber).forEach(delivered::add);
        return again ? UUID.randomUUID() : order;
    }

    public UploadChunkSubmitted chunk(List<Item> items) {
        return chunk(order, items);
    }

    public UploadChunkSubmitted chunk(UUID orderId, List<Item> items) {
        return new UploadChunkSubmitted(
                UUID.randomUUID(),
                1,
                1,
                false,
                null,
                operator,
                tenant,
                orderId,
                OrderType.NEW,
                epoch,
                enablementRevision,
                items);
    }

    public static UploadChunkApplied answerTo(UploadChunkSubmitted chunk) {
        return Neighbours.hear(
                UploadChunkApplied.class, answer -> answer.uploadId().equals(chunk.uploadId()));
    }

    /** A user number whose address the tenant gives. */
    /** A validated place of the tenant where emergency calls can be sent; answers its location. */
    public UUID validatedPlace(String country) {
        UUID location = UUID.randomUUID();
        try (Connection connection = TrunklineTestServers.postgres().superuser("number");
                PreparedStatement insert = connection.prepareStatement(
                        """
                        with address as (
                            insert into civic_address (civic_address_id, tenant_id, revision, company_name, country, validation_status,
                                                       findings)
                            values (gen_random_uuid(), ?, 1, 'Contoso', ?, 'validated', '{}')
                            returning civic_address_id, tenant_id)
                        insert into emergency_location (location_id, civic_address_id, tenant_id, is_default)
                        select ?, civic_address_id, tenant_id, true from address
                        """)) {
            insert.setObject(1, tenant);
            insert.setString(2, country);
            insert.setObject(3, location);
            insert.executeUpdate();
            return location;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Item item(E164Number number, String country) {
        return item(1, number, country, null, true);
    }

    public static Item item(long row, E164Number number, String country, UUID civicAddressId, Boolean allowUpdate) {
        return new Item(
                row,
                number,
                country,
                OfferedService.CALLING,
                Usage.CALLING_USER_ASSIGNMENT,
                List.of(),
                false,
                false,
                "Redmond",
                civicAddressId,
                null,
                allowUpdate,
                null,
                null);
    }

    public RemovalRequested removal() {
        return removal(RemovalScope.operator());
    }

    public RemovalRequested removal(RemovalScope scope) {
        return new RemovalRequested(UUID.randomUUID(), tenant, operator, epoch, scope, Instant.now());
    }

    /** The open release request of a number, as operator-service hears of it. */
    public NumberSnapshot releaseRequest(E164Number number) {
        return releaseRequest(number, List.of());
    }

    /** The same for a number that had other requests before. */
    public NumberSnapshot releaseRequest(E164Number number, List<UUID> earlier) {
        List<ReleasesRequested> heard =
                Neighbours.hear(1, ReleasesRequested.class, requested -> requested.items().stream()
                        .anyMatch(item ->
                                item.telephoneNumber().equals(number) && !earlier.contains(item.releaseRequestId())));
        return heard.get(heard.size() - 1).items().stream()
                .filter(item -> item.telephoneNumber().equals(number))
                .findFirst()
                .orElseThrow();
    }

    public ReleaseDecided decision(NumberSnapshot request, ReleaseDecision decision, int quarantineDays) {
        return new ReleaseDecided(
                UUID.randomUUID(),
                operator,
                tenant,
                request.telephoneNumber(),
                request.holdingId(),
                request.releaseRequestId(),
                decision,
                decision == ReleaseDecision.REFUSED ? "Still under contract." : null,
                quarantineDays,
                "operator:" + operator,
                Instant.now());
    }

    public static E164Number nextNumber() {
        return new E164Number(NUMBERS.incrementAndGet());
    }

    public static long nextRevision() {
        return REVISIONS.incrementAndGet();
    }
}
