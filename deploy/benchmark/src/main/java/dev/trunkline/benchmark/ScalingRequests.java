package dev.trunkline.benchmark;

import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackService;
import dev.trunkline.local.story.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The requests whose price is measured: of each service one that reads and one that changes something and tells the others. */
final class ScalingRequests {

    private static final int CONNECTIONS = 6;
    private static final Duration NO_PAUSE = Duration.ZERO;

    /** What is asked, of whom, and what it is called in the report. */
    enum Kind {
        READS_A_NUMBER_AT_OPERATOR(StackService.OPERATOR, "an operator reads a number", false),
        PLACES_AN_ORDER(StackService.OPERATOR, "an operator places an order", true),
        READS_A_USER(StackService.TENANT, "a tenant reads a user", false),
        MAKES_A_USER(StackService.TENANT, "a tenant makes a user", true),
        READS_A_NUMBER(StackService.NUMBER, "a tenant reads a number", false),
        TAGS_A_NUMBER(StackService.NUMBER, "a tenant tags a number", true);

        private final StackService service;
        private final String words;
        private final boolean changes;

        Kind(StackService service, String words, boolean changes) {
            this.service = service;
            this.words = words;
            this.changes = changes;
        }

        StackService service() {
            return service;
        }

        String words() {
            return words;
        }

        boolean changes() {
            return changes;
        }
    }

    private final List<Parties> parties;
    private final List<UUID> users;
    private final long first;
    private final int each;
    private final AtomicLong tag = new AtomicLong();

    /**
     * @param first of the numbers, of which each party in turn has so many
     * @param each that many
     */
    ScalingRequests(List<Parties> parties, long first, int each) {
        this.parties = List.copyOf(parties);
        this.users = parties.stream().map(party -> Ids.next()).toList();
        this.first = first;
        this.each = each;
        for (int i = 0; i < users.size(); i++) {
            Parties.expect(201, parties.get(i).makeUser(users.get(i)));
        }
    }

    Load.Outcome run(Kind kind, Duration time) throws InterruptedException {
        return new Load(time).run(CONNECTIONS, NO_PAUSE, i -> {
            Answer answer = ask(kind, i);
            Parties.expect(kind == Kind.MAKES_A_USER || kind == Kind.PLACES_AN_ORDER ? 201 : 200, answer);
            return answer;
        });
    }

    private Answer ask(Kind kind, int i) {
        int turn = i % parties.size();
        Parties party = parties.get(turn);
        String number = "/numbers/+" + (first + (long) turn * each + i / parties.size() % each);
        return switch (kind) {
            case READS_A_NUMBER_AT_OPERATOR ->
                party.operator().operatorService().get(party.operatorPath(number));
            case PLACES_AN_ORDER -> party.place(1);
            case READS_A_USER -> party.tenant().tenantService().get(party.tenantPath("/users/" + users.get(turn)));
            case MAKES_A_USER -> party.makeUser(Ids.next());
            case READS_A_NUMBER -> party.tenant().numberService().get(party.tenantPath(number));
            case TAGS_A_NUMBER ->
                party.tenant()
                        .numberService()
                        .put(
                                party.tenantPath(number + "/tags"),
                                Map.of("tags", List.of("t" + tag.incrementAndGet())),
                                "*");
        };
    }
}
