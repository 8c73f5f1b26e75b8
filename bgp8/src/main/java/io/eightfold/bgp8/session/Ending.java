// SPDX-License-Identifier: Apache-2.0
// How a connection ends.
package io.eightfold.bgp8.session;

import io.eightfold.bgp8.message.MessageError;
import io.eightfold.bgp8.message.NotificationMessage;
import io.eightfold.bgp8.message.SessionOptions;

/**
 * How a connection ends. Thread: that of the machine; immutable.
 *
 * @param message sent or received, or null
 * @param text    for the operator, may be empty
 */
record Ending(String cause, Way way, NotificationMessage message, String text) {
    /** Who ends it, and how. */
    enum Way {
        /** We do, with a NOTIFICATION. */
        SENT,
        /** The peer does, with a NOTIFICATION. */
        RECEIVED,
        /** The peer does, without a word. */
        CLOSED,
        /** We do, without a word. */
        DROPPED
    }

    static Ending sent(final String cause, final NotificationMessage message, final String text) {
        return new Ending(cause, Way.SENT, message, text);
    }

    static Ending error(final MessageError error) {
        return sent(error.kind().label(), NotificationMessage.of(error), error.value());
    }

    static Ending received(final NotificationMessage message) {
        return new Ending("notification-received", Way.RECEIVED, message, message.text());
    }

    static Ending closed(final String why) {
        return new Ending("closed-by-peer", Way.CLOSED, null, why);
    }

    static Ending dropped(final String cause) {
        return new Ending(cause, Way.DROPPED, null, "");
    }

    static Ending collision() {
        return sent("collision", new NotificationMessage(NotificationMessage.CEASE, NotificationMessage.CEASE_COLLISION), "");
    }

    boolean isCollision() {
        return message != null && message.code() == NotificationMessage.CEASE && message.subcode() == NotificationMessage.CEASE_COLLISION;
    }

    /**
     * What goes over the wire: with a peer that takes NOTIFICATIONs for a restart, those after which no routes are to stay are sent as hard reset. Source: RFC 8538 §5.
     */
    NotificationMessage onWire(final SessionOptions options) {
        final boolean isForGood = message.code() == NotificationMessage.CEASE && switch (message.subcode()) {
            case NotificationMessage.CEASE_MAX_PREFIX, NotificationMessage.CEASE_SHUTDOWN, NotificationMessage.CEASE_DECONFIGURED, NotificationMessage.CEASE_RESET -> true;
            default -> false;
        };
        return isForGood && isForNotification(options) ? message.hardReset() : message;
    }

    /** Whether the peer's routes stay as stale ones. @param options of the session; null when it was not up */
    boolean isGraceful(final SessionOptions options) {
        if (options == null || options.gracefulRestart() == null || options.gracefulRestart().carriers().isEmpty()) {
            return false;
        }
        return switch (way) {
            case CLOSED, DROPPED -> true;
            case SENT -> isForNotification(options) && !onWire(options).isHardReset();
            case RECEIVED -> isForNotification(options) && !message.isHardReset();
        };
    }

    private static boolean isForNotification(final SessionOptions options) {
        return options != null && options.gracefulRestart() != null && options.gracefulRestart().isForNotification();
    }

    /** What the RIB is told. */
    SessionDown down(final SessionOptions options) {
        return new SessionDown(cause, message == null ? 0 : message.code(), message == null ? 0 : message.subcode(), text, isGraceful(options));
    }

    /** One line for {@code show}. */
    String line() {
        return cause + (message == null ? "" : ' ' + message.words()) + (text.isEmpty() ? "" : ' ' + text);
    }
}
