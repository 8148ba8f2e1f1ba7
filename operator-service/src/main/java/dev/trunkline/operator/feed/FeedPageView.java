package dev.trunkline.operator.feed;

import java.util.List;

/**
 * A part of an operator's feed.
 *
 * @param next what to send as {@code after} for what comes then; also when nothing is there yet
 */
record FeedPageView(List<FeedEntryView> items, String next) {}
