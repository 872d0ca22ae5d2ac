/** Work with its time. */
export interface Task {
  due: number;
  /** Decides among what is due at one instant, before `sequence` does. */
  tie: number;
  sequence: number;
  /** Where it lies in the heap; -1 where it does not. The heap's own. */
  index: number;
  readonly run: () => void;
}

/** Tasks, of which the first is at hand. Each knows its place, so that any can be taken out in O(log n). */
export interface TaskHeap {
  first(): Task | undefined;
  add(task: Task): void;
  /** Does nothing where it is not in. */
  remove(task: Task): void;
  size(): number;
}

function isBefore(a: Task, b: Task): boolean {
  if (a.due !== b.due) return a.due < b.due;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.sequence < b.sequence;
}

/** A binary heap without tasks. */
export function taskHeap(): TaskHeap {
  const tasks: Task[] = [];

  const put = (task: Task, index: number): void => {
    tasks[index] = task;
    task.index = index;
  };
  const rise = (task: Task, from: number): void => {
    let index = from;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = tasks[above] as Task;
      if (!isBefore(task, parent)) break;
      put(parent, index);
      index = above;
    }
    put(task, index);
  };
  const sink = (task: Task, from: number): void => {
    let index = from;
    for (;;) {
      let below = 2 * index + 1;
      const [left, right] = [tasks[below], tasks[below + 1]];
      if (left === undefined) break;
      let child = left;
      if (right !== undefined && isBefore(right, left)) {
        child = right;
        below++;
      }
      if (!isBefore(child, task)) break;
      put(child, index);
      index = below;
    }
    put(task, index);
  };

  return {
    first: () => tasks[0],
    size: () => tasks.length,
    add: (task) => rise(task, tasks.length),
    remove(task) {
      const { index } = task;
      if (index < 0) return;
      task.index = -1;
      const last = tasks.pop();
      if (last === undefined || last === task) return;
      const above = tasks[(index - 1) >> 1];
      if (above !== undefined && index > 0 && isBefore(last, above)) rise(last, index);
      else sink(last, index);
    },
  };
}
