package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.ServiceUnreachableException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two admins of a tenant who remove an operator and enable it again, each as if the other were not there, while the operator delivers and
 * takes back the same few numbers. Safe for use by several threads.
 */
final class RemovalRace {

    static final int NUMBERS = 8;

    private static final int FEW_STEPS = 6;
    private static final int MANY_STEPS = 40;

    private final Relationship relationship;
    private final List<String> numbers;
    private final String enablement;
    private final Queue<String> uploads = new ConcurrentLinkedQueue<>();
    private final Queue<String> operations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param numbers that nobody else has
     */
    RemovalRace(Relationship relationship, List<String> numbers) {
        this.relationship = relationship;
        this.numbers = numbers;
        this.enablement = relationship.tenantPath("/operators/" + relationship.operatorId());
    }

    /** Begins with numbers in the tenant, so that removals are refused until they have left. */
    void begin() {
        relationship.awaitDelivered(relationship.upload(relationship.order(NUMBERS), numbers), NUMBERS);
        Answer refused = relationship.tenant().tenantService().delete(enablement, "*");
        assertThat(refused.problemCode()).describedAs("%s", refused.body()).isEqualTo("numbers-remain");
    }

    /** What one of the admins does until it is over. */
    void beAdmin(Random random) {
        while (!over.get()) {
            switch (random.nextInt(8)) {
                case 0, 1 -> remove(Duration.ofSeconds(random.nextInt(2)));
                case 2, 3, 4, 5 -> enableAgain();
                default -> look();
            }
            steps.incrementAndGet();
        }
    }

    /** What the operator does until it is over. What has left it lets stay away while the admins take so many steps. */
    void beOperator(Random random) {
        while (!over.get()) {
            if (random.nextInt(2) == 0) {
                takeBack();
                letAdmins(random.nextInt(MANY_STEPS));
            } else {
                deliver(1 + random.nextInt(NUMBERS));
                letAdmins(random.nextInt(FEW_STEPS));
            }
        }
    }

    private void letAdmins(int further) {
        int enough = steps.get() + further;
        patiently().until(() -> over.get() || steps.get() >= enough);
    }

    /** How many steps the admins have taken. */
    int steps() {
        return steps.get();
    }

    /** Nobody begins a further step. */
    void end() {
        over.set(true);
    }

    private void remove(Duration patience) {
        Answer answer = relationship.tenant().tenantService().delete(enablement, "*", patience);
        assertThat(answer.status()).describedAs("%s", answer.body()).isIn(200, 202, 409);
    }

    /** Refused unless the operator was removed: then it would be a change, and name what it changes. */
    private void enableAgain() {
        Answer answer = relationship.enable();
        assertThat(answer.status()).describedAs("%s", answer.body()).isIn(201, 428);
    }

    /** Between two looks at the same removed enablement the tenant holds no number. */
    private void look() {
        Answer before = relationship.tenant().tenantService().get(enablement);
        List<String> held;
        try {
            held = relationship.numbersOfTenant();
        } catch (ServiceUnreachableException away) {
            return;
        }
        Answer after = relationship.tenant().tenantService().get(enablement);
        if (before.text("/status").equals("removed")
                && String.valueOf(before.etag()).equals(after.etag())) {
            assertThat(held).describedAs("held behind a removal").isEmpty();
        }
    }

    private void deliver(int count) {
        Answer placed = relationship.place(count);
        if (placed.status() != 201) {
            assertThat(placed.problemCode()).isEqualTo("consent-required");
            return;
        }
        String order = relationship.operatorPath("/orders/" + placed.text("/orderId"));
        relationship.operator().operatorService().post(order + "/accept", Map.of());
        Answer received = relationship.send(order, numbers.subList(0, count));
        if (received.status() == 202) {
            uploads.add(relationship.operatorPath("/uploads/" + received.text("/uploadId")));
        } else {
            assertThat(received.problemCode()).isIn("consent-required", "order-state", "uploads-busy");
        }
    }

    private void takeBack() {
        List<String> held = relationship.numbersOfOperator();
        if (held.isEmpty()) {
            return;
        }
        Answer begun = relationship
                .operator()
                .operatorService()
                .post(
                        relationship.operatorPath("/releases"),
                        Map.of("tenantId", relationship.tenantId(), "telephoneNumbers", held));
        if (begun.status() == 202) {
            operations.add(relationship.operatorPath("/operations/" + begun.text("/operationId")));
        }
    }

    /** Waits until nothing is open any more. */
    void settle() {
        patiently().until(() -> !"removing".equals(status()));
        awaitStatus(uploads, Set.of("completed", "completedWithErrors", "failed"));
        awaitStatus(operations, Set.of("succeeded", "failed"));
        if (status().equals("removed")) {
            assertThat(relationship.numbersOfTenant())
                    .describedAs("held behind a removal")
                    .isEmpty();
        }
    }

    /** How many removals ended so: {@code removalAccepted} or {@code removalRefused}. */
    long ended(String how) {
        return relationship.tenant().tenantService().all(enablement + "/history").stream()
                .filter(entry -> entry.path("action").asText().equals(how))
                .count();
    }

    /** Under a consent that is active every number comes, also those that were refused before. */
    void deliverAll() {
        if (status().equals("removed")) {
            relationship.consent();
        }
        patiently().until(() -> relationship
                .consentAtOperator()
                .text("/lastModifiedOn")
                .equals(relationship.tenant().tenantService().get(enablement).text("/lastModifiedOn")));
        relationship.awaitDelivered(relationship.upload(relationship.order(NUMBERS), numbers), NUMBERS);
        assertThat(relationship.numbersOfTenant())
                .isEqualTo(numbers.stream().sorted().toList());
        assertThat(status()).isEqualTo("active");
    }

    private void awaitStatus(Collection<String> paths, Set<String> ended) {
        paths.forEach(path -> patiently()
                .until(() -> ended.contains(
                        relationship.operator().operatorService().get(path).text("/status"))));
    }

    private String status() {
        return relationship.tenant().tenantService().get(enablement).text("/status");
    }
}
