package dev.trunkline.number.inventory;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.Database;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a number shows can be asked for, together with everything else. */
@QuarkusTest
@RealServers
class NumberFilterTest {

    /** Fields that are asked for by where they lie, not by what they are. */
    private static final Map<String, List<String>> BY_RANGE = Map.of(
            "telephoneNumber", List.of("telephoneNumberPrefix", "telephoneNumberFrom", "telephoneNumberTo"),
            "acquiredAt", List.of("acquiredFrom", "acquiredBefore"),
            "quarantinedUntil", List.of("quarantinedBefore"),
            "blockedUntil", List.of("blockedBefore"));

    /** Values that the number of the test has not. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("numberType", "callingPlan"),
            Map.entry("numberSource", "onPremises"),
            Map.entry("isoCountryCode", "FR"),
            Map.entry("usage", "conferenceAssignment"),
            Map.entry("additionalUsages", "conferenceAssignment"),
            Map.entry("capabilities", "conferenceAssignment"),
            Map.entry("mobile", "true"),
            Map.entry("tollFree", "true"),
            Map.entry("assignmentStatus", "conferenceAssigned"),
            Map.entry("activationState", "updateFailed"),
            Map.entry("portInStatus", "firmOrderCommitmentAccepted"),
            Map.entry("releaseStatus", "quarantined"),
            Map.entry("addressPolicy", "operatorAssignedLocked"),
            Map.entry("allowTenantAddressUpdate", "false"),
            Map.entry("assignmentCategory", "alternate"),
            Map.entry("assignmentBlock", "forever"),
            Map.entry("disputed", "true"),
            Map.entry("supportedCustomerActions", "release"),
            Map.entry("version", "1"),
            Map.entry("telephoneNumberPrefix", "44"),
            Map.entry("telephoneNumberFrom", "999999999999"),
            Map.entry("telephoneNumberTo", "10"),
            Map.entry("acquiredFrom", "2999-01-01T00:00:00Z"),
            Map.entry("acquiredBefore", "2001-01-01T00:00:00Z"),
            Map.entry("quarantinedBefore", "2001-01-01T00:00:00Z"),
            Map.entry("blockedBefore", "2001-01-01T00:00:00Z"));

    private World world;
    private E164Number number;

    @Test
    void narrowsByEveryFieldBesideAllOthers() {
        // Given
        world = World.consenting("US");
        number = world.deliver(2).get(0);
        UUID user = world.user(UUID.randomUUID(), AccountType.USER, "US", List.of("phoneSystem"), null);
        Database.change(
                """
                update phone_number
                   set additional_usages = '{firstPartyAppAssignment}', city = 'Bellevue', port_in_status = 'completed', tags = '{vip,west}',
                       address_policy = 'tenantAssigned', civic_address_id = ?, location_id = ?, assignment_status = 'userAssigned',
                       assignment_target_id = ?, assignment_category = 'private',
                       capabilities = '{userAssignment,voiceApplicationAssignment}'
                 where tenant_id = ? and number = ?
                """,
                UUID.randomUUID(),
                UUID.randomUUID(),
                user,
                world.tenant,
                number.digits());
        Map<String, Object> shown = asTenant(world.tenant)
                .get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString())
                .jsonPath()
                .getMap("$");

        // When
        Map<String, List<String>> filters = filters(shown);

        // Then
        assertThat(listed(filters)).containsExactly(number.toString());
        filters.forEach((filter, values) -> {
            Map<String, List<String>> other = new LinkedHashMap<>(filters);
            other.put(
                    filter,
                    List.of(OTHERS.getOrDefault(filter, UUID.randomUUID().toString())));
            assertThat(listed(other)).as("another %s", filter).isEmpty();
        });
    }

    @Test
    void knowsAFilterForEverythingThatANumberShows() {
        Set<String> known = Stream.of(NumberFilter.class.getDeclaredFields())
                .map(java.lang.reflect.Field::getName)
                .collect(java.util.stream.Collectors.toSet());

        for (RecordComponent field : NumberView.class.getRecordComponents()) {
            if (!field.getName().equals("warnings")) {
                assertThat(known).containsAll(BY_RANGE.getOrDefault(field.getName(), List.of(field.getName())));
            }
        }
    }

    @Test
    void asksForWhatOnlyABlockedAndOnlyAQuarantinedNumberShows() {
        world = World.consenting("US");
        List<E164Number> numbers = world.deliver(3);
        state(numbers.get(0), "assignment_block = 'until', blocked_until = business_now() + interval '2 days'");
        state(numbers.get(1), "assignment_block = 'until', blocked_until = business_now() - interval '2 days'");
        state(
                numbers.get(2),
                "holding_status = 'quarantined', release_status = 'quarantined', quarantined_until = business_now() + interval '2 days'");

        assertThat(listed(Map.of("blockedBefore", List.of("2999-01-01T00:00:00Z"))))
                .containsExactly(numbers.get(0).toString());
        assertThat(listed(Map.of("assignmentBlock", List.of("until"))))
                .containsExactly(numbers.get(0).toString());
        assertThat(listed(Map.of("quarantinedBefore", List.of("2999-01-01T00:00:00Z"))))
                .containsExactly(numbers.get(2).toString());
        assertThat(listed(Map.of(
                        "releaseStatus", List.of("quarantined"), "quarantinedBefore", List.of("2001-01-01T00:00:00Z"))))
                .isEmpty();
    }

    private void state(E164Number which, String facts) {
        Database.change(
                "update phone_number set " + facts + " where tenant_id = ? and number = ?",
                world.tenant,
                which.digits());
    }

    private Map<String, List<String>> filters(Map<String, Object> shown) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        shown.forEach((field, value) -> {
            if (!BY_RANGE.containsKey(field)) {
                List<String> values = new ArrayList<>();
                if (value instanceof List<?> all) {
                    all.forEach(each -> values.add(each.toString()));
                } else {
                    values.add(value.toString());
                }
                if (!values.isEmpty()) {
                    filters.put(field, values);
                }
            }
        });
        filters.put("telephoneNumberPrefix", List.of(number.toString().substring(1, 6)));
        filters.put("telephoneNumberFrom", List.of(number.toString()));
        filters.put("telephoneNumberTo", List.of(Long.toString(number.digits())));
        filters.put("acquiredFrom", List.of("2001-01-01T00:00:00Z"));
        filters.put("acquiredBefore", List.of("2999-01-01T00:00:00Z"));
        return filters;
    }

    private List<String> listed(Map<String, List<String>> filters) {
        var request = asTenant(world.tenant);
        filters.forEach((filter, values) -> values.forEach(value -> request.queryParam(filter, value)));
        return request.get("/v1/tenants/{t}/numbers", world.tenant)
                .then()
                .statusCode(200)
                .extract()
                .path("items.telephoneNumber");
    }
}
