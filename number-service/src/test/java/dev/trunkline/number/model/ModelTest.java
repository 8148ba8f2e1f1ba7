package dev.trunkline.number.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.number.Database;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import dev.trunkline.number.model.ModelMoves.Move;
import dev.trunkline.number.model.NumberModel.Target;
import dev.trunkline.number.model.NumberModel.TenantNumber;
import dev.trunkline.number.model.NumberModel.Told;
import dev.trunkline.number.release.DueReleases;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences of all commands and events against a simple model of the domain page: the service and the model never differ, not in an
 * answer, not in what is shown, not in the history. A failure names the seed that leads to it and tells the story; {@code
 * -Dmodel.seed=…} plays it again, {@code -Dmodel.seeds=…} plays as many as wanted.
 */
@QuarkusTest
@RealServers
class ModelTest {

    private static final Logger LOG = Logger.getLogger(ModelTest.class);
    private static final int STEPS = 70;
    private static final List<String> CATEGORIES = List.of("primary", "private", "alternate");

    private record Request(TenantNumber key, NumberSnapshot snapshot) {}

    private final List<String> story = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final Map<UUID, List<UUID>> orders = new HashMap<>();
    private final List<UUID> places = new ArrayList<>();
    private final Map<TenantNumber, List<UUID>> stays = new HashMap<>();
    private Duration ahead = Duration.ZERO;
    private ModelledService service;
    private NumberModel model;
    private Random random;
    private List<E164Number> numbers;

    static LongStream seeds() {
        Long played = Long.getLong("model.seed");
        return played != null
                ? LongStream.of(played)
                : new Random().longs(Integer.getInteger("model.seeds", 2), 1, 1_000_000_000);
    }

    @AfterEach
    void setClockRight() {
        Database.setClockAheadBy(Duration.ZERO);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverDiffersFromTheModel(long seed) {
        LOG.infof("model seed %d", seed);
        story.add("seed " + seed);
        random = new Random(seed);
        service = new ModelledService();
        model = new NumberModel(service.home.tenant);
        begin();
        for (int step = 0; step < STEPS; step++) {
            model.advanceTo(now());
            act();
            learn();
            compare();
        }
        model.history.forEach((key, actions) -> assertThat(service.history(key))
                .as("%s%nhistory of %s", told(), key)
                .isEqualTo(actions));
    }

    private void begin() {
        numbers = ModelledService.berliners(5);
        for (int i = 0; i < 3; i++) {
            order(service.home.tenant);
            order(service.other.tenant);
            addTarget(true);
        }
        addTarget(false);
        places.addAll(List.of(service.place(), service.place()));
        model.locations.addAll(places);
        model.quarantineDays = random.nextBoolean() ? 3 : 0;
        service.sayQuarantineDays(model.quarantineDays);
        numbers.forEach(number -> deliver(new TenantNumber(service.home.tenant, number)));
    }

    private void order(UUID tenant) {
        orders.computeIfAbsent(tenant, any -> new ArrayList<>()).add(UUID.randomUUID());
    }

    private void addTarget(boolean user) {
        Target target = new Target();
        target.user = user;
        UUID id = UUID.randomUUID();
        model.targets.put(id, target);
        service.sayUser(id, target);
    }

    private void act() {
        TenantNumber key = new TenantNumber(
                random.nextInt(6) == 0 ? service.other.tenant : service.home.tenant,
                numbers.get(random.nextInt(numbers.size())));
        TenantNumber own = new TenantNumber(service.home.tenant, key.number());
        switch (random.nextInt(30)) {
            case 0, 1, 2, 3 -> assign(key);
            case 4, 5 -> unassign(key);
            case 6 -> categorize(key);
            case 7 -> use(key);
            case 8 -> block(key);
            case 9 -> tag(key);
            case 10 -> locate(key);
            case 11, 12 ->
                say("release " + key, model.release(key), service.command("POST", key, "/release", Map.of()));
            case 13 ->
                say("withdraw " + key, model.withdraw(key), service.command("POST", key, "/withdraw-release", null));
            case 14, 15 -> decide();
            case 16, 17 -> command(key);
            case 18, 19, 20 -> deliver(key);
            case 21 -> remove(service.of(key));
            case 22 -> changeUser();
            case 23 -> claim(own);
            case 24 -> say("drop " + own, dropped(model.drop(own)), service.command("DELETE", own, "", null));
            case 25 -> startMove(own);
            case 26 -> changeMove();
            case 27 -> bulk();
            case 28 -> letTimePass();
            default -> cancelOrder(key.tenant());
        }
    }

    private static Told dropped(Told told) {
        return told.done() ? new Told(204, Set.of()) : told;
    }

    private void assign(TenantNumber key) {
        UUID target = target();
        String category = pick(CATEGORIES);
        say(
                "assign " + key + " to " + target + " as " + category,
                model.assign(key, target, category),
                service.command("POST", key, "/assign", Map.of("targetId", target, "category", category)));
    }

    private void unassign(TenantNumber key) {
        boolean block = random.nextInt(4) == 0;
        say(
                "unassign " + key + (block ? " and block" : ""),
                model.unassign(key, block),
                service.command(
                        "POST", key, "/unassign", block ? Map.of("block", Map.of("block", "forever")) : Map.of()));
    }

    private void categorize(TenantNumber key) {
        String category = pick(CATEGORIES);
        say(
                "categorize " + key + " as " + category,
                model.categorize(key, category),
                service.command("PUT", key, "/category", Map.of("category", category)));
    }

    private void use(TenantNumber key) {
        String usage = pick(List.of(NumberModel.USER_USAGE, NumberModel.APP_USAGE));
        say(
                "use " + key + " for " + usage,
                model.use(key, usage),
                service.command("PUT", key, "/usage", Map.of("usage", usage)));
    }

    private void block(TenantNumber key) {
        int kind = random.nextInt(3);
        Instant until = kind == 0 ? null : kind == 1 ? Instant.MAX : model.now.plus(Duration.ofDays(2));
        Map<String, Object> body = kind == 0
                ? Map.of("block", "none")
                : kind == 1 ? Map.of("block", "forever") : Map.of("block", "until", "days", 2);
        say("block " + key + " " + body, model.block(key, until), service.command("PUT", key, "/block", body));
    }

    private void tag(TenantNumber key) {
        List<String> tags = random.nextBoolean() ? List.of("vip") : List.of("North", "vip", "VIP");
        Set<String> kept = new TreeSet<>(
                tags.stream().map(tag -> tag.toLowerCase(Locale.ROOT)).toList());
        say("tag " + key + tags, model.tag(key, kept), service.command("PUT", key, "/tags", Map.of("tags", tags)));
    }

    private void locate(TenantNumber key) {
        UUID place = place();
        say(
                "locate " + key + " at " + place,
                model.locate(key, place),
                service.command("PUT", key, "/emergency-location", Map.of("locationId", place)));
    }

    /** The operator answers a request, or one that was withdrawn or answered long ago. */
    private void decide() {
        if (requests.isEmpty()) {
            return;
        }
        Request request = pick(requests.subList(Math.max(0, requests.size() - 4), requests.size()));
        ReleaseDecision decision = pick(List.of(ReleaseDecision.values()));
        int days = random.nextBoolean() ? 0 : 3;
        NumberSnapshot asked = request.snapshot();
        say(
                decision.wire() + " " + request.key() + " for " + days,
                model.decide(
                        request.key(),
                        asked.holdingId(),
                        asked.releaseRequestId(),
                        decision == ReleaseDecision.CONFIRMED,
                        days),
                service.decide(service.of(request.key()).decision(asked, decision, days)));
    }

    /** The operator commands a number of its own, perhaps a stay of it that is over. */
    private void command(TenantNumber key) {
        List<UUID> known = stays.getOrDefault(key, List.of());
        if (known.isEmpty()) {
            return;
        }
        UUID stay = random.nextInt(3) == 0 ? pick(known) : known.get(known.size() - 1);
        NumberCommand command = pick(List.of(NumberCommand.values()));
        if (command == NumberCommand.DESCRIBE) {
            Set<String> usages =
                    pick(List.of(Set.<String>of(), Set.of(NumberModel.APP_USAGE), Set.of(NumberModel.USER_USAGE)));
            say(
                    "operator: describe " + key + " " + stay + " " + usages,
                    model.describe(key, stay, usages),
                    service.describe(key, stay, usages, model.now));
            return;
        }
        int days = random.nextBoolean() ? 0 : 3;
        UUID place = place();
        say(
                "operator: " + command + " " + key + " " + stay + " " + days,
                model.commanded(key, stay, command.wire(), days, place),
                service.commanded(key, stay, command, days, place, model.now));
    }

    private void deliver(TenantNumber key) {
        boolean home = key.tenant().equals(service.home.tenant);
        UUID place = home && random.nextBoolean() ? pick(places) : null;
        boolean tenantMay = place == null || random.nextBoolean();
        ModelHolding arriving = ModelHolding.delivered(place, tenantMay, random.nextBoolean());
        UUID order = pick(orders.get(key.tenant()));
        int present = service.of(key).epoch;
        int epoch = present > 1 && random.nextInt(5) == 0 ? present - 1 : present;
        Told expected = model.deliver(key, order, epoch == present, arriving);
        Row row = service.deliver(key, order, epoch, arriving);
        say("deliver " + key + " by " + order + " in epoch " + epoch, expected, ModelledService.told(row));
        if (row.holdingId() != null && row.code() == null) {
            arriving.id = row.holdingId();
            stays.computeIfAbsent(key, any -> new ArrayList<>()).add(row.holdingId());
        }
    }

    private void remove(World world) {
        boolean expected = !model.holdsAny(world.tenant, holding -> holding.type.equals("operatorConnect"));
        story.add("remove the consent of " + world.tenant + " → " + expected);
        assertThat(service.removeAndConsentAgain(world)).as(told()).isEqualTo(expected);
    }

    private void changeUser() {
        UUID id = pick(List.copyOf(model.targets.keySet()));
        Target target = model.targets.get(id);
        if (target.deleted) {
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> {
                target.deleted = true;
                target.lineOnPremises = false;
            }
            case 1 -> target.lineOnPremises = target.user && !target.lineOnPremises;
            case 2 -> target.policy = !target.policy;
            default ->
                target.licences =
                        pick(List.of(Set.of("phoneSystem", "callingPlan"), Set.of("phoneSystem"), Set.<String>of()));
        }
        story.add("user " + id + (target.deleted ? " deleted" : "") + " line " + target.lineOnPremises + " policy "
                + target.policy + " licences " + target.licences);
        service.sayUser(id, target);
        if (target.deleted || !target.lineOnPremises) {
            model.userLoses(id, holding -> target.deleted || holding.onPremises);
        }
        model.moves.lookAtUser(id);
        if (target.deleted) {
            addTarget(target.user);
        }
    }

    private void claim(TenantNumber key) {
        String type = pick(List.of("callingPlan", "directRouting"));
        boolean onPremises = type.equals("directRouting") && random.nextBoolean();
        UUID target = random.nextBoolean() ? target() : null;
        Map<String, Object> row = new TreeMap<>();
        row.put("telephoneNumber", key.number().toString());
        row.put("numberType", type);
        row.put("numberSource", onPremises ? "onPremises" : "online");
        if (target != null) {
            row.put("assignmentTargetId", target.toString());
        }
        say("claim " + row, model.claim(key, type, onPremises, target), service.claim(key, row));
    }

    private void startMove(TenantNumber key) {
        ModelHolding holding = model.present.get(key);
        String from = holding == null || holding.type.equals("operatorConnect") || random.nextInt(4) == 0
                ? pick(List.of("callingPlan", "directRouting"))
                : holding.type;
        boolean assignBack = random.nextBoolean();
        Told expected = model.moves.start(key, from, assignBack);
        Response answer = service.startMove(key, from, assignBack);
        say(
                "move " + key + " from " + from + " assigning back " + assignBack,
                expected,
                ModelledService.toldOf(answer));
        if (answer.statusCode() == 201) {
            model.moves.all.get(model.moves.all.size() - 1).id = UUID.fromString(answer.path("moveId"));
        }
    }

    private void changeMove() {
        if (model.moves.all.isEmpty() || random.nextBoolean()) {
            E164Number number = pick(numbers);
            story.add("ported " + number);
            model.ported.add(number);
            service.port(number);
            model.moves.look(new TenantNumber(service.home.tenant, number));
            return;
        }
        Move move = pick(model.moves.all);
        if (random.nextBoolean()) {
            say("cancel " + move.id, model.moves.cancel(move), service.act(move.id, "cancel"));
        } else {
            say("resume " + move.id, model.moves.resume(move), service.act(move.id, "resume"));
        }
    }

    /** Rows on some of the numbers; the service does them in the order of the numbers. */
    private void bulk() {
        String kind = pick(List.of("assignments", "unassignments", "releases", "emergency-locations"));
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<E164Number, Set<String>> expected = new TreeMap<>();
        for (E164Number number : numbers) {
            if (random.nextInt(3) > 0) {
                TenantNumber key = new TenantNumber(service.home.tenant, number);
                Map<String, Object> row = new TreeMap<>(Map.of("telephoneNumber", number.toString()));
                Told told = bulkRow(kind, key, row);
                rows.add(row);
                expected.put(number, told.done() ? Set.of() : told.codes());
                ModelHolding holding = model.present.get(key);
                if (holding != null) {
                    String failed = kind.equals("assignments") ? "assignmentFailed" : "updateFailed";
                    holding.activation = told.done() ? "activated" : failed;
                }
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        story.add(kind + " " + rows + " → " + expected);
        assertThat(service.bulk(kind, rows)).as(told()).isEqualTo(expected);
    }

    private Told bulkRow(String kind, TenantNumber key, Map<String, Object> row) {
        return switch (kind) {
            case "assignments" -> {
                UUID target = target();
                row.put("targetId", target.toString());
                row.put("category", "private");
                yield model.assign(key, target, "private");
            }
            case "unassignments" -> model.unassign(key, false);
            case "releases" -> model.release(key);
            default -> {
                UUID place = place();
                row.put("locationId", place.toString());
                yield model.locate(key, place);
            }
        };
    }

    private void letTimePass() {
        ahead = ahead.plusDays(pick(List.of(1, 2, 4, 31)));
        story.add("days ahead: " + ahead.toDays());
        Database.setClockAheadBy(ahead);
        DueReleases.happen();
        model.advanceTo(now());
    }

    private void cancelOrder(UUID tenant) {
        UUID order = pick(orders.get(tenant));
        Told expected = model.cancelOrder(tenant, order);
        say("cancel the order " + order + " of " + tenant, expected, service.cancelOrder(tenant, order));
        if (expected.done()) {
            order(tenant);
        }
    }

    /** What a release request is called, and a number that a claim began, tells only the service. */
    private void learn() {
        model.present.forEach((key, holding) -> {
            if (holding.requestedAt != null && holding.request == null) {
                NumberSnapshot request = service.of(key)
                        .releaseRequest(
                                key.number(),
                                requests.stream()
                                        .filter(each -> each.key().number().equals(key.number()))
                                        .map(each -> each.snapshot().releaseRequestId())
                                        .toList());
                holding.request = request.releaseRequestId();
                requests.add(new Request(key, request));
            }
        });
    }

    private void compare() {
        Instant now = model.now;
        for (UUID tenant : List.of(service.home.tenant, service.other.tenant)) {
            Map<E164Number, Map<String, String>> expected = new TreeMap<>();
            model.present.forEach((key, holding) -> {
                if (key.tenant().equals(tenant)) {
                    expected.put(key.number(), holding.shown(now));
                }
            });
            assertThat(service.numbers(tenant))
                    .as("%s%nnumbers of %s", told(), tenant)
                    .isEqualTo(expected);
        }
        model.moves.all.forEach(move -> assertThat(service.move(move.id))
                .as("%s%nmove %s", told(), move.id)
                .isEqualTo(List.of(move.status, move.step)));
    }

    /** A single command may stop at the first reason where it is a conflict; never may it name one that the model does not know. */
    private void say(String what, Told expected, Told answered) {
        story.add(what + " → " + expected);
        assertThat(answered.status()).as("%s%n%s", told(), answered).isEqualTo(expected.status());
        assertThat(expected.codes()).as("%s%n%s", told(), answered).containsAll(answered.codes());
        assertThat(answered.codes().isEmpty())
                .as(told())
                .isEqualTo(expected.codes().isEmpty());
        if (expected.status() == 422) {
            assertThat(answered.codes()).as(told()).isEqualTo(expected.codes());
        }
    }

    private String told() {
        return String.join("\n", story);
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    private UUID target() {
        List<UUID> known = List.copyOf(model.targets.keySet());
        return random.nextInt(20) == 0 ? UUID.randomUUID() : pick(known);
    }

    private UUID place() {
        return random.nextInt(6) == 0 ? UUID.randomUUID() : pick(places);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
