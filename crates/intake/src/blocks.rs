//! BGZF read ahead: worker threads inflate runs of blocks, and the text comes out in file order.
//!
//! The reading thread cuts the file at block boundaries and hands run after run to the workers in turn; it takes them back
//! in the same turn. Where somebody wants to know of the lines beforehand, the workers look at them while the text is still
//! warm. So the order needs no queue, and never more than [`IN_FLIGHT`] runs are in memory. What is
//! wrong with a block is told where the block would have come, as a reader of one block at a time tells it.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use libdeflater::{Decompressor, crc32};

use crate::scanned::{Glance, Look, Scanned};

const WORKERS: usize = 2;

/// Runs that are being inflated or wait to be read.
const IN_FLIGHT: usize = 2 * WORKERS;

/// A run ends with the block that reaches one of these: packed bytes, blocks.
const RUN_BYTES: usize = 128 * 1024;
const RUN_BLOCKS: usize = 32;

const HEADER_BYTES: usize = 18;
const TRAILER_BYTES: usize = 8;

/// The largest text of one block (SAM specification, §4.1).
const BLOCK_TEXT_LIMIT: usize = 64 * 1024;

/// Blocks that follow each other, packed and inflated.
#[derive(Default)]
struct Run {
    packed: Vec<u8>,
    text: Vec<u8>,
    blocks: Vec<Block>,
    /// Where the block behind the run begins in the file.
    end: u64,
    /// What is wrong behind the text.
    failure: Option<io::Error>,
    scanned: Scanned,
}

#[derive(Clone, Copy)]
struct Block {
    /// Where the block begins in the file.
    place: u64,
    packed_bytes: usize,
    /// Where its text begins in that of the run.
    text_at: usize,
    text_bytes: usize,
}

/// Inflated text of a BGZF file that knows its virtual offset.
pub(crate) struct BlockText<R> {
    file: R,
    place: u64,
    /// No block follows: the end, or a frame that cannot be read.
    ended: bool,
    current: Run,
    /// How much of the current text was consumed.
    at: usize,
    /// The first of the lines looked at that begins there or behind.
    line: usize,
    /// The first block of the current run whose text begins there or behind.
    block: usize,
    workers: Vec<Worker>,
    /// For workers that have none yet.
    looks: Vec<Look>,
    /// Which worker has which run, oldest first.
    waiting: VecDeque<usize>,
    next_worker: usize,
    spare: Vec<Run>,
    /// The first run is inflated on the spot: most files have no second.
    begun: bool,
}

struct Job {
    run: Run,
    /// From now on.
    look: Option<Look>,
}

struct Worker {
    jobs: SyncSender<Job>,
    done: Receiver<Run>,
}

impl<R: Read> BlockText<R> {
    /// Reads from the beginning of a file.
    pub(crate) fn new(file: R) -> Self {
        Self {
            file,
            place: 0,
            ended: false,
            current: Run::default(),
            at: 0,
            line: 0,
            block: 0,
            workers: Vec::new(),
            looks: Vec::new(),
            waiting: VecDeque::new(),
            next_worker: 0,
            spare: Vec::new(),
            begun: false,
        }
    }

    /// The file behind.
    pub(crate) fn file(&self) -> &R {
        &self.file
    }

    /// Lets every worker look at the lines of the runs that it gets from now on.
    pub(crate) fn look_ahead(&mut self, look: impl Fn() -> Look) {
        self.looks = (0..WORKERS).map(|_| look()).collect();
    }

    /// Length of the line that begins at the next byte, where a worker has looked at it.
    pub(crate) fn seen_line(&self) -> Option<usize> {
        let (start, end) = self.current.scanned.bounds(self.line)?;
        (start == self.at).then_some(end - start)
    }

    /// That line without its end, and what was seen of it. Nobody has to touch its text for that.
    pub(crate) fn glance(&self) -> Option<(&[u8], Glance<'_>)> {
        self.seen_line()?;
        let (length, glance) = self.current.scanned.glance(self.line)?;
        Some((self.current.text.get(self.at..self.at + length)?, glance))
    }

    /// Virtual offset of the next byte: at the end of a block it is the beginning of the next one.
    pub(crate) fn offset(&self) -> u64 {
        let blocks = &self.current.blocks;
        let next = self.block;
        let (place, within) = match (blocks.get(next), next.checked_sub(1).and_then(|before| blocks.get(before))) {
            (Some(block), _) if block.text_at == self.at => (block.place, 0),
            (_, Some(block)) if self.at < block.text_at + block.text_bytes => (block.place, self.at - block.text_at),
            _ => (self.current.end, 0),
        };
        place << 16 | within as u64
    }

    fn advance(&mut self) -> io::Result<()> {
        if let Some(failure) = self.current.failure.take() {
            return Err(failure);
        }
        (self.at, self.line, self.block) = (0, 0, 0);
        if !self.begun {
            self.begun = true;
            let mut run = Run::default();
            self.cut(&mut run);
            run.inflate(&mut Decompressor::new(), None);
            self.current = run;
            return Ok(());
        }
        while !self.ended && self.waiting.len() < IN_FLIGHT {
            self.dispatch()?;
        }
        let Some(worker) = self.waiting.pop_front() else {
            let end = self.current.end;
            self.current = Run { end, ..Run::default() };
            return Ok(());
        };
        let lost = || io::Error::other("a worker thread ended early");
        let run = self.workers.get(worker).and_then(|worker| worker.done.recv().ok()).ok_or_else(lost)?;
        self.spare.push(std::mem::replace(&mut self.current, run));
        Ok(())
    }

    fn dispatch(&mut self) -> io::Result<()> {
        if self.workers.len() < WORKERS {
            self.workers.push(Worker::start()?);
        }
        let mut run = self.spare.pop().unwrap_or_default();
        self.cut(&mut run);
        let lost = || io::Error::other("a worker thread ended early");
        let worker = self.workers.get(self.next_worker).ok_or_else(lost)?;
        // As many as there are workers, so that each gets one in its turn.
        worker.jobs.send(Job { run, look: self.looks.pop() }).map_err(|_| lost())?;
        self.waiting.push_back(self.next_worker);
        self.next_worker = (self.next_worker + 1) % WORKERS;
        Ok(())
    }

    /// Reads the next packed blocks.
    fn cut(&mut self, run: &mut Run) {
        run.packed.clear();
        run.blocks.clear();
        run.failure = None;
        let mut text_at = 0;
        while run.packed.len() < RUN_BYTES && run.blocks.len() < RUN_BLOCKS {
            match read_frame(&mut self.file, &mut run.packed) {
                Ok(Some((packed_bytes, text_bytes))) => {
                    run.blocks.push(Block { place: self.place, packed_bytes, text_at, text_bytes });
                    self.place += packed_bytes as u64;
                    text_at += text_bytes;
                }
                Ok(None) => {
                    self.ended = true;
                    break;
                }
                Err(failure) => {
                    run.failure = Some(failure);
                    self.ended = true;
                    break;
                }
            }
        }
        run.end = self.place;
        run.text.resize(text_at, 0);
    }
}

/// Appends one block to `packed` and returns its size and that of its text; `None` at the end of the file.
fn read_frame(file: &mut impl Read, packed: &mut Vec<u8>) -> io::Result<Option<(usize, usize)>> {
    let invalid = |what: &'static str| io::Error::new(io::ErrorKind::InvalidData, what);
    let mut header = [0; HEADER_BYTES];
    match file.read_exact(&mut header) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let size = header.last_chunk().map_or(0, |size| usize::from(u16::from_le_bytes(*size))) + 1;
    let rest = size.checked_sub(HEADER_BYTES).filter(|rest| *rest >= TRAILER_BYTES);
    let rest = rest.ok_or_else(|| invalid("the size of a block"))?;
    packed.extend_from_slice(&header);
    let read = file.take(rest as u64).read_to_end(packed)?;
    if read < rest {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    if crate::open::packing(&header) != crate::open::Packing::Bgzf {
        return Err(invalid("the header of a block"));
    }
    let text_bytes = packed.last_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
    if text_bytes > BLOCK_TEXT_LIMIT {
        return Err(invalid("the size of the text of a block"));
    }
    Ok(Some((size, text_bytes)))
}

impl Run {
    /// Fills the text, block by block, and lets somebody look at it while it is warm; at a block that is damaged the run ends.
    fn inflate(&mut self, decompressor: &mut Decompressor, mut look: Option<&mut Look>) {
        self.scanned.clear();
        let (mut packed, mut sound) = (self.packed.as_slice(), 0);
        for block in &self.blocks {
            let (one, after) = packed.split_at_checked(block.packed_bytes).unwrap_or((packed, &[]));
            let end = block.text_at + block.text_bytes;
            let own = self.text.get_mut(block.text_at..end).unwrap_or_default();
            if inflate(one, own, decompressor).is_none() {
                self.failure = Some(io::Error::new(io::ErrorKind::InvalidData, "the text of a block"));
                break;
            }
            (packed, sound) = (after, end);
            if let Some(look) = &mut look {
                look(self.text.get(..end).unwrap_or_default(), &mut self.scanned);
            }
        }
        if self.failure.is_some() {
            self.text.truncate(sound);
            self.blocks.retain(|block| block.text_at < sound);
        }
    }
}

/// `None` when the block is damaged.
fn inflate(block: &[u8], text: &mut [u8], decompressor: &mut Decompressor) -> Option<()> {
    let (body, trailer) = block.get(HEADER_BYTES..)?.split_last_chunk::<TRAILER_BYTES>()?;
    let checksum = u32::from_le_bytes(*trailer.first_chunk()?);
    let written = decompressor.deflate_decompress(body, text).ok()?;
    (written == text.len() && crc32(text) == checksum).then_some(())
}

impl Worker {
    /// Starts a thread that lives until its sender is dropped.
    fn start() -> io::Result<Self> {
        let (jobs, received) = sync_channel::<Job>(IN_FLIGHT);
        let (finished, done) = sync_channel(IN_FLIGHT);
        let work = move || {
            let (mut decompressor, mut taken) = (Decompressor::new(), None);
            for Job { mut run, look } in received {
                taken = look.or(taken);
                run.inflate(&mut decompressor, taken.as_mut());
                if finished.send(run).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("inflate".to_owned()).spawn(work)?;
        Ok(Self { jobs, done })
    }
}

impl<R: Read> Read for BlockText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = Read::read(&mut self.fill_buf()?, buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for BlockText<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.current.text.len() && !(self.ended && self.is_drained()) {
            self.advance()?;
        }
        Ok(self.current.text.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount;
        while self.current.scanned.bounds(self.line).is_some_and(|(start, _)| start < self.at) {
            self.line += 1;
        }
        while self.current.blocks.get(self.block).is_some_and(|block| block.text_at < self.at) {
            self.block += 1;
        }
    }
}

impl<R> BlockText<R> {
    /// Nothing waits and nothing is left to tell.
    fn is_drained(&self) -> bool {
        self.begun && self.waiting.is_empty() && self.current.failure.is_none()
    }
}

#[cfg(test)]
mod tests;
