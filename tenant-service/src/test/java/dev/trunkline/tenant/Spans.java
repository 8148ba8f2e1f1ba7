package dev.trunkline.tenant;

import dev.trunkline.platform.testing.SpanCapture;
import jakarta.enterprise.context.ApplicationScoped;

/** The spans of the service under test. */
@ApplicationScoped
public class Spans extends SpanCapture {}
