package dev.trunkline.operator.feed;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Who takes anything gets the feed as JSON: a stream, which does not end, is only for those who ask for one. */
class FeedNegotiation {

    @ServerRequestFilter(preMatching = true)
    void preferJson(ContainerRequestContext request) {
        if (!HttpMethod.GET.equals(request.getMethod())
                || !request.getUriInfo().getPath().endsWith("/events")) {
            return;
        }
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accept == null || (accept.contains("*") && !accept.contains(MediaType.SERVER_SENT_EVENTS))) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        }
    }
}
