package dev.trunkline.acceptance.faults;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What was sent under a consent arrives late: when the tenant has ended that consent and given it anew, when number-service has let it end and
 * has not yet heard that it has, and when another removal is open. Played with a tenant that nobody else acts for, beside the load of the others.
 */
final class Late implements Faults {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final LocalStack stack;
    private final Parties parties;
    private final RetryingClient client;
    private final Disturbance disturbance;
    private final Databases databases;
    private final UUID tenant;
    private final UUID operator;
    private final List<String> done = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    Late(LocalStack stack, Parties parties, RetryingClient client, Disturbance disturbance) {
        this.stack = stack;
        this.parties = parties;
        this.client = client;
        this.disturbance = disturbance;
        this.databases = new Databases(stack);
        this.tenant = parties.calm();
        // This one confirms releases by itself, and numbers are free at once.
        this.operator = parties.operators().get(0);
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        int turn = 0;
        do {
            List<String> some = parties.calmNumbers()
                    .subList(0, 1 + turn % parties.calmNumbers().size());
            afterTheNextConsent(some);
            // What went wrong stays as it is, for the checks to see.
            if (found.isEmpty()) {
                beforeTheEndIsKnown(some);
            }
            if (found.isEmpty()) {
                decisionOfBefore(some);
            }
            turn++;
        } while (found.isEmpty() && System.nanoTime() < end);
        done.add(turn + " times each: a chunk under a former consent, a chunk behind a fence, a decision of before");
    }

    private void afterTheNextConsent(List<String> numbers) throws InterruptedException {
        enabled();
        String order = order();
        disturbance.holdBack(StackService.OPERATOR, Topic.DELIVERIES.topicName(), tenant.toString());
        try {
            upload(order, numbers);
            removed();
            enabled();
        } finally {
            disturbance.letGo(StackService.OPERATOR);
        }
        settled();
        await("number-service to reject what comes under a former consent", this::holdsNothing);
    }

    private void beforeTheEndIsKnown(List<String> numbers) throws InterruptedException {
        enabled();
        String order = order();
        disturbance.holdBack(StackService.OPERATOR, Topic.DELIVERIES.topicName(), tenant.toString());
        disturbance.holdBack(StackService.TENANT, Topic.ENABLEMENTS.topicName(), tenant.toString());
        try {
            upload(order, numbers);
            removed();
            disturbance.letGo(StackService.OPERATOR);
            settled();
            await("number-service to reject what comes behind its fence", this::holdsNothing);
        } finally {
            disturbance.letGo(StackService.OPERATOR);
            disturbance.letGo(StackService.TENANT);
        }
    }

    /** An accepted removal is told again while another one, which numbers stand against, is being decided. */
    private void decisionOfBefore(List<String> numbers) throws InterruptedException {
        enabled();
        upload(order(), numbers);
        await("numbers to be delivered", () -> settledUploads() && !holdsNothing());
        disturbance.holdBack(StackService.NUMBER, Topic.REMOVALS.topicName(), tenant.toString());
        try {
            client.send(removal());
            disturbance.forgetEvents();
            Topics.of(stack).repeatAll(EventType.REMOVAL_DECIDED.typeName(), tenant.toString());
            Settlement settlement = new Settlement(stack, parties);
            Map<String, Long> ends = Topics.of(stack).ends();
            await(
                    "tenant-service to hear the old decision",
                    () -> settlement.behind(StackService.TENANT, ends).isEmpty());
        } finally {
            disturbance.letGo(StackService.NUMBER);
        }
        settled();
        for (String number : numbers) {
            client.send(
                    Command.onNumber(Parties.tenant(tenant), "release", Parties.tenantPath(tenant), number, Map.of()));
        }
        await("numbers to be free again", this::holdsNothing);
    }

    /** Until every service knows of a consent. */
    private void enabled() throws InterruptedException {
        await("the consent to be given", () -> {
            Outcome given = client.send(Parties.enable(tenant, operator));
            // Asked for without a state that it is meant for: it is given already.
            return given.isDone() || given.problemCode().equals("precondition-required");
        });
        String consent = "select epoch || status as what from %s where tenant_id = '" + tenant + "' and operator_id = '"
                + operator + "'";
        await("everybody to know the consent", () -> {
            String given = first(StackService.TENANT, consent.formatted("enablement"));
            return given.endsWith("active")
                    && given.equals(first(StackService.OPERATOR, consent.formatted("consents")))
                    && given.equals(first(StackService.NUMBER, consent.formatted("enablement")));
        });
    }

    private void removed() throws InterruptedException {
        Outcome asked = client.send(removal());
        String location = asked.location();
        if (!asked.isDone() || location == null) {
            throw new IllegalStateException("The consent cannot be removed: " + asked);
        }
        await("the removal to be accepted", () -> {
            var decision = client.read(Parties.tenant(tenant), StackService.TENANT, location);
            return decision != null && decision.path("status").asText().equals("accepted");
        });
    }

    private Command removal() {
        return Command.delete(
                        Parties.tenant(tenant),
                        StackService.TENANT,
                        "remove",
                        Parties.tenantPath(tenant) + "/operators/" + operator)
                .meantFor("*");
    }

    private String order() throws InterruptedException {
        Outcome placed = client.send(Command.post(
                Parties.operator(operator),
                StackService.OPERATOR,
                "order",
                Parties.operatorPath(operator) + "/orders",
                Map.of(
                        "tenantId",
                        tenant,
                        "type",
                        "new",
                        "customerReference",
                        UUID.randomUUID().toString(),
                        "lines",
                        List.of(Map.of("country", Parties.COUNTRY, "usage", "callingUserAssignment", "quantity", 9)))));
        String order = Parties.operatorPath(operator) + "/orders/" + placed.text("/orderId");
        client.send(
                Command.post(Parties.operator(operator), StackService.OPERATOR, "accept", order + "/accept", Map.of()));
        return order;
    }

    private void upload(String order, List<String> numbers) throws InterruptedException {
        client.send(Command.post(
                Parties.operator(operator),
                StackService.OPERATOR,
                "upload",
                order + "/uploads",
                "telephoneNumber,allowTenantAddressUpdate\n" + String.join(",true\n", numbers) + ",true\n"));
    }

    private void settled() throws InterruptedException {
        await("uploads to end", this::settledUploads);
        await("removals to be decided", () -> first(
                        StackService.TENANT,
                        "select count(*) as what from enablement_removal where status = 'pending' and tenant_id = '"
                                + tenant + "'")
                .equals("0"));
    }

    private boolean settledUploads() {
        return first(
                        StackService.OPERATOR,
                        "select count(*) as what from uploads where completed_at is null and tenant_id = '" + tenant
                                + "'")
                .equals("0");
    }

    private boolean holdsNothing() {
        return first(
                        StackService.NUMBER,
                        "select count(*) as what from phone_number where holding_status = 'held' and tenant_id = '"
                                + tenant + "'")
                .equals("0");
    }

    private String first(StackService service, String sql) {
        return databases.query(service, sql, parties).stream()
                .map(row -> String.valueOf(row.get("what")))
                .findFirst()
                .orElse("");
    }

    private void await(String what, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                found.add("waited in vain for " + what);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    @Override
    public void heal() {
        for (StackService service : StackService.values()) {
            disturbance.letGo(service);
        }
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    /** Nobody stops here: what is asked is answered. */
    @Override
    public List<String> violations(List<Failure> failures) {
        return Faults.withAll(failures, found);
    }
}
