package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.acceptance.faults.FaultRun;
import dev.trunkline.acceptance.faults.Scenario;
import dev.trunkline.acceptance.faults.Site;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.embedded.StopMode;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackProcess;
import dev.trunkline.local.StackService;
import dev.trunkline.local.StackSettings;
import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.FreshNumbers;
import dev.trunkline.local.story.ServiceUnreachableException;
import dev.trunkline.local.story.Story;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One stack for all, since its start is the dearest part; each test brings an operator and a tenant of its own. */
class StoryIT {

    private static final int NUMBERS = 2_000;

    /** One for the stack, so that no test meets the numbers of another one. */
    private static final FreshNumbers FRESH = new FreshNumbers(20_261_122);

    @TempDir
    static Path directory;

    private static SpanCollector collector;
    private static Site site;
    private static StackSettings settings;
    private static LocalStack stack;

    @BeforeAll
    static void start() {
        collector = new SpanCollector();
        site = new Site(StackSettings.onFreePorts(directory.resolve("run")).withServiceOptions(collector.options()));
        settings =
                site.settings().withServiceOptions("-Dtrunkline.upload.rows-under-way=" + ChangingTerms.ROWS_UNDER_WAY);
        stack = LocalStack.start(settings);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (site != null) {
            site.close();
        }
        if (collector != null) {
            collector.close();
        }
        Path logs = directory.resolve("run/logs");
        assertThat(logs).isNotEmptyDirectory();
        assertThat(Secrets.below(logs, Set.of()))
                .as("what the logs of all tests have")
                .isEmpty();
    }

    @Test
    void theWholeStoryIsAsExpected() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        int result = Story.play(stack.addresses(), new PrintStream(told, true, StandardCharsets.UTF_8), FRESH);

        assertThat(result).describedAs(told.toString(StandardCharsets.UTF_8)).isZero();
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void aServiceKilledDuringAnUploadLosesNothingAndDoublesNothing(StackService service) {
        Relationship relationship = Relationship.in(stack.addresses());
        List<String> numbers = FRESH.of("DE", NUMBERS);
        String order = relationship.order(NUMBERS);
        String upload = relationship.upload(order, numbers);

        stack.service(service).kill();
        stack.service(service).restart();

        relationship.awaitDelivered(upload, NUMBERS);
        assertDeliveredOnce(relationship, order, numbers);
    }

    @Test
    void anUploadThatACrashCutsOffCanBeSentAgainAndIsDeliveredOnce() {
        Relationship relationship = Relationship.in(stack.addresses());
        List<String> numbers = FRESH.of("DE", NUMBERS);
        String order = relationship.order(NUMBERS);
        byte[] csv = Relationship.csv(numbers);
        Throwable cutOff = catchThrowable(() -> relationship
                .operator()
                .operatorService()
                .upload(
                        order + "/uploads",
                        BodyPublishers.ofInputStream(() -> new CrashingStream(
                                csv, () -> stack.service(StackService.OPERATOR).kill()))));
        assertThat(cutOff).isInstanceOf(ServiceUnreachableException.class);
        stack.service(StackService.OPERATOR).restart();

        String upload = relationship.upload(order, numbers);

        relationship.awaitDelivered(upload, NUMBERS);
        assertDeliveredOnce(relationship, order, numbers);
    }

    @Test
    void whatAnOperatorSaysOfItsNumberReachesTheTenantAndComesBack() {
        Relationship relationship = Relationship.in(stack.addresses());
        List<String> number = FRESH.of("DE", 1);
        relationship.awaitDelivered(relationship.upload(relationship.order(1), number), 1);

        relationship.describe(number.get(0), Map.of("city", "Potsdam", "displayedCountryCode", "AT"));

        String path = "/numbers/" + number.get(0);
        assertThat(relationship
                        .tenant()
                        .numberService()
                        .get(relationship.tenantPath(path))
                        .text("/city"))
                .isEqualTo("Potsdam");
        patiently().untilAsserted(() -> assertThat(relationship
                        .operator()
                        .operatorService()
                        .get(relationship.operatorPath(path))
                        .text("/displayedCountryCode"))
                .isEqualTo("AT"));
        patiently().untilAsserted(() -> assertThat(
                        relationship.operator().operatorService().all(relationship.operatorPath("/events")))
                .extracting(entry -> entry.path("type").asText())
                .contains("upload.completed", "number.changed", "operation.completed"));
    }

    @Test
    void anUploadIsOneTraceFromThePortalsRequestToTheLastRowOfEachService() throws Exception {
        new TracedUpload(stack.addresses(), collector).isOneTrace(FRESH.of("DE", 40));
    }

    @Test
    void everyReasonToRejectARowReachesTheOperator() {
        Relationship elsewhere = Relationship.in(stack.addresses(), Map.of("quarantineDays", 30));
        List<String> held = FRESH.of("DE", 2);
        elsewhere.awaitDelivered(elsewhere.upload(elsewhere.order(2), held), 2);
        elsewhere.release(held.subList(1, 2));
        ChangingTerms terms = ChangingTerms.in(stack.addresses());

        stack.service(StackService.NUMBER).kill();
        terms.change(FRESH.of("DE", ChangingTerms.NUMBERS));
        stack.service(StackService.NUMBER).restart();
        RowCodes codes = RowCodes.in(stack.addresses(), FRESH);
        codes.everyReasonIsTold(held.get(0), held.get(1));
        codes.dryAndAtomicUploadsChangeAllOrNothing(held.get(0));
        codes.nothingComesForACountryThatWasWithdrawn();

        Set<String> seen = new TreeSet<>(codes.seen());
        seen.addAll(terms.codesOfTheLastRows());
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RowCode.values()).map(RowCode::wire).toList());
    }

    @Test
    void numbersMoveToTheOperatorStepByStepAndTheirAddressesChangeOnlyByItsLeave() {
        List<String> numbers = FRESH.of("DE", 3);
        MovedNumbers moved = MovedNumbers.in(stack.addresses());

        moved.comeFromACallingPlan(numbers.get(0));
        moved.comeFromDirectRouting(numbers.get(1));
        moved.getAnotherAddressOnlyFromTheirOperator(numbers.get(2));
    }

    @Test
    void commandsAreTakenWhileKafkaIsAwayAndArriveWhenItIsBack() {
        Relationship relationship = Relationship.in(stack.addresses());
        List<String> numbers = FRESH.of("DE", 50);
        String order = relationship.order(numbers.size());

        stack.servers().kill();
        String upload = relationship.upload(order, numbers);
        stack.servers().restart();

        relationship.awaitDelivered(upload, numbers.size());
        assertDeliveredOnce(relationship, order, numbers);
    }

    @Test
    void everyPartComesBackAfterItWasKilled() {
        // Given
        assertThat(statusOf(stack.addresses().operatorService().resolve("/q/swagger-ui/")))
                .isEqualTo(200);
        StackProcess operator = stack.service(StackService.OPERATOR);
        long before = operator.pid();

        // When
        operator.kill();
        stack.servers().kill();
        stack.postgres().stop(StopMode.IMMEDIATE);
        stack.postgres().restart();
        stack.servers().restart();
        operator.restart();

        // Then
        assertThat(operator.pid()).isNotEqualTo(before);
        for (StackService service : StackService.values()) {
            URI health = stack.management(service).resolve("/q/health/ready");
            patiently().untilAsserted(() -> assertThat(statusOf(health)).isEqualTo(200));
        }
    }

    @Test
    void everyEditOfTheTenantReachesTheOperatorByItself() {
        new TenantEdits(Relationship.in(stack.addresses())).reachTheOperatorByThemselves();
    }

    @Test
    void removalsInTheMidstOfUploadsLeaveNoNumberBehindAndRefuseNoneForEver() throws Exception {
        new RemovalRaces(stack, FRESH, Long.getLong("trunkline.removals.seed", 8)).run();
    }

    @Test
    void everythingIsThereAfterAStopAndASecondStart() {
        Relationship relationship = Relationship.in(stack.addresses());
        List<String> numbers = FRESH.of("DE", 20);
        String order = relationship.order(numbers.size());
        String upload = relationship.upload(order, numbers);
        relationship.awaitDelivered(upload, numbers.size());
        String user = relationship.tenantPath("/users/" + Ids.next());
        relationship.assign(numbers.get(0), user);
        patiently().until(() -> relationship.numbersOfOperator().size() == numbers.size());
        Map<String, JsonNode> before = Answers.toEverything(relationship, order, upload, user, numbers.get(0));

        CompletableFuture<HttpResponse<String>> stream = FeedListener.of(relationship, stack.addresses());

        stack.close();
        stack = LocalStack.start(settings);

        assertThat(stream)
                .describedAs("The stream ended, and was not cut off")
                .isCompletedWithValueMatching(answer -> answer.statusCode() == 200);

        assertThat(Answers.toEverything(relationship, order, upload, user, numbers.get(0)))
                .isEqualTo(before);
    }

    /** A short part of what {@code deploy/acceptance/soak} does. */
    @Test
    void noPromiseIsBrokenWhateverStopsWhen() throws InterruptedException {
        long seed = Long.getLong("trunkline.faults.seed", 4);

        FaultRun.Result result = new FaultRun(
                        stack, site, FRESH, seed, Duration.ofSeconds(6), directory.resolve("faults"), Scenario.MIXED)
                .play();

        assertThat(result.violations()).describedAs("%s", result).isEmpty();
        assertThat(result.done()).isGreaterThan(20);
    }

    private static int statusOf(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    private static void assertDeliveredOnce(Relationship relationship, String order, List<String> numbers) {
        assertThat(relationship.numbersOfTenant()).isEqualTo(numbers);
        patiently().untilAsserted(() -> assertThat(relationship.numbersOfOperator())
                .isEqualTo(numbers));
        patiently().untilAsserted(() -> {
            Answer answer = relationship.operator().operatorService().get(order);
            assertThat(answer.text("/status")).isEqualTo("completed");
            assertThat(answer.body().at("/lines/0/delivered").asInt()).isEqualTo(numbers.size());
        });
        for (int sample : List.of(0, numbers.size() / 2, numbers.size() - 1)) {
            String history = relationship.tenantPath("/numbers/" + numbers.get(sample) + "/history");
            assertThat(relationship.tenant().numberService().all(history))
                    .extracting(entry -> entry.path("action").asText())
                    .containsExactly("acquired");
        }
    }
}
