package dev.trunkline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.WireValue;
import dev.trunkline.operator.consent.CustomerRelationship;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.operation.OperationStatus;
import dev.trunkline.operator.order.OrderStatus;
import dev.trunkline.operator.release.ReleaseRequestStatus;
import dev.trunkline.operator.upload.RowStatus;
import dev.trunkline.operator.upload.UploadStatus;
import dev.trunkline.platform.testing.RowLevelSecurityCheck;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SchemaTest extends OperatorServiceTest {

    @Test
    void bindsEveryTableOfAnOperatorOrTenantToTheScopeOfTheTransaction() {
        RowLevelSecurityCheck.of("operator", "operators").verify();
    }

    @Test
    void knowsTheSameStatusesAsTheCode() {
        assertThat(allowed("operators_status_known")).isEqualTo(wires(OperatorStatus.values()));
        assertThat(allowed("consents_status_known")).isEqualTo(wires(EnablementStatus.values()));
        assertThat(allowed("consents_relationship_known")).isEqualTo(wires(CustomerRelationship.values()));
        assertThat(allowed("orders_status_known")).isEqualTo(wires(OrderStatus.values()));
        assertThat(allowed("order_steps_status_known")).isEqualTo(wires(OrderStatus.values()));
        assertThat(allowed("orders_type_known")).isEqualTo(wires(OrderType.values()));
        assertThat(allowed("order_lines_usage_known")).isEqualTo(wires(Usage.values()));
        assertThat(allowed("numbers_status_known")).isEqualTo(wires(HoldingStatus.values()));
        assertThat(allowed("uploads_status_known")).isEqualTo(wires(UploadStatus.values()));
        assertThat(allowed("upload_rows_status_known")).isEqualTo(wires(RowStatus.values()));
        assertThat(allowed("operations_kind_known")).isEqualTo(wires(OperationKind.values()));
        assertThat(allowed("operations_status_known")).isEqualTo(wires(OperationStatus.values()));
        assertThat(allowed("operation_commands_outcome_known")).isEqualTo(wires(CommandOutcome.values()));
        assertThat(allowed("release_requests_status_known")).isEqualTo(wires(ReleaseRequestStatus.values()));
    }

    private static Set<String> allowed(String constraint) {
        String definition = TestData.query(
                        "select pg_get_constraintdef(oid) from pg_constraint where conname = ?", constraint)
                .get(0);
        return Pattern.compile("'([^']+)'")
                .matcher(definition)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> wires(WireValue[] values) {
        return Arrays.stream(values).map(WireValue::wire).collect(Collectors.toCollection(TreeSet::new));
    }
}
