// SPDX-License-Identifier: Apache-2.0
// Describes the interop room: BGP8 with stock routers.

/**
 * The lab {@code interop}: FRR, BIRD, GoBGP and ExaBGP as the distribution has them, each a neighbour of one router, in the carriers VPNv4 and IPv4 with a large
 * community.
 *
 * <p>A {@link io.eightfold.lab.interop.Row} is a daemon in a carrier, a {@link io.eightfold.lab.interop.Column} something neighbours do;
 * {@link io.eightfold.lab.interop.RowRun} carries a row out, {@link io.eightfold.lab.interop.Grid} has the cells. A {@link io.eightfold.lab.interop.StockPeer} is
 * all the lab knows of a daemon: its configuration ({@code ...Text}), its process and how it is asked. What Eightfold thinks is asked by its commands only
 * ({@link io.eightfold.lab.interop.BgpView}).
 */
package io.eightfold.lab.interop;
