// SPDX-License-Identifier: Apache-2.0
// What a monitoring station is told of sessions and routes.
/**
 * What a monitoring station is told of sessions and routes, as bytes; the connection to it is the business of others. Source: RFC 7854. Sessions are over IPv4 and of
 * the global instance; IPv8 routes of carrier native travel in their own UPDATEs, which a station that does not know the AFI passes on or skips.
 */
package io.eightfold.bgp8.bmp;
