package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant asks its list of numbers for; every field narrows it. A {@code @BeanParam}. */
public class NumberFilter {

    @QueryParam("numberType")
    @Nullable
    NumberType numberType;

    @QueryParam("numberSource")
    @Nullable
    NumberSource numberSource;

    @QueryParam("operatorId")
    @Nullable
    UUID operatorId;

    @QueryParam("orderId")
    @Nullable
    UUID orderId;

    @QueryParam("isoCountryCode")
    @Nullable
    String isoCountryCode;

    @QueryParam("city")
    @Nullable
    String city;

    @QueryParam("usage")
    @Nullable
    Usage usage;

    @QueryParam("mobile")
    @Nullable
    Boolean mobile;

    @QueryParam("tollFree")
    @Nullable
    Boolean tollFree;

    @QueryParam("assignmentStatus")
    @Nullable
    AssignmentStatus assignmentStatus;

    @QueryParam("assignmentTargetId")
    @Nullable
    UUID assignmentTargetId;

    @QueryParam("assignmentCategory")
    @Nullable
    AssignmentCategory assignmentCategory;

    @QueryParam("activationState")
    @Nullable
    ActivationState activationState;

    @QueryParam("portInStatus")
    @Nullable
    PortInStatus portInStatus;

    @QueryParam("releaseStatus")
    @Nullable
    ReleaseStatus releaseStatus;

    @QueryParam("civicAddressId")
    @Nullable
    UUID civicAddressId;

    @QueryParam("locationId")
    @Nullable
    UUID locationId;

    /** The filter as a condition of the query language. */
    Condition condition() {
        Condition condition = new Condition();
        condition.equal("provision.numberType", "numberType", numberType);
        condition.equal("provision.numberSource", "numberSource", numberSource);
        condition.equal("provision.operatorId", "operatorId", operatorId);
        condition.equal("provision.orderId", "orderId", orderId);
        condition.equal("provision.country", "country", isoCountryCode);
        condition.equal("provision.city", "city", city);
        condition.equal("provision.usage", "usage", usage);
        condition.equal("provision.mobile", "mobile", mobile);
        condition.equal("provision.tollFree", "tollFree", tollFree);
        condition.equal("assignment.status", "assignmentStatus", assignmentStatus);
        condition.equal("assignment.targetId", "targetId", assignmentTargetId);
        condition.equal("assignment.category", "category", assignmentCategory);
        condition.equal("activationState", "activationState", activationState);
        condition.equal("portInStatus", "portInStatus", portInStatus);
        condition.equal("release.status", "releaseStatus", releaseStatus);
        condition.equal("emergency.civicAddressId", "civicAddressId", civicAddressId);
        condition.equal("emergency.locationId", "locationId", locationId);
        return condition;
    }

    /** A conjunction with its named parameters. */
    static final class Condition {

        private final StringBuilder text = new StringBuilder();
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        void equal(String path, String name, @Nullable Object value) {
            if (value != null) {
                and(path + " = :" + name, name, value);
            }
        }

        void and(String condition, String name, Object value) {
            text.append(text.isEmpty() ? "" : " and ").append(condition);
            parameters.put(name, value);
        }

        String text() {
            return text.toString();
        }

        Map<String, Object> parameters() {
            return parameters;
        }
    }
}
